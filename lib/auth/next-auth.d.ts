import "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT {
    /** Id of the session row. */
    sid?: unknown;
  }
}
