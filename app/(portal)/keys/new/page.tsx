import { redirect } from "next/navigation";

interface PageProps {
  searchParams: Promise<{ project?: string | string[] }>;
}

/** A short address for "issue a key", e.g. from the palette; `?project=` chooses the project. */
export default async function Page({ searchParams }: PageProps) {
  const { project } = await searchParams;
  redirect(`/keys?issue=${encodeURIComponent(typeof project === "string" ? project : "key")}`);
}
