import { eq, sql } from "drizzle-orm";
import { signInSettings } from "@/db/schema";
import type { Runner } from "../runner";

export type SignInSettingsRow = Omit<typeof signInSettings.$inferSelect, "organizationId">;

/** What holds until somebody changes it; the same as the table's defaults. */
const DEFAULTS: SignInSettingsRow = {
  joining: "rules",
  joinUnverified: false,
  idleMinutes: 480,
  memberHours: 168,
  adminHours: 12,
  rulesVersion: 0,
};

/** How people come in and how long they stay. */
export async function readSignInSettings(run: Runner, organizationId: string): Promise<SignInSettingsRow> {
  const [row] = await run
    .select()
    .from(signInSettings)
    .where(eq(signInSettings.organizationId, organizationId))
    .limit(1);
  if (row === undefined) return DEFAULTS;
  const { organizationId: _organization, ...settings } = row;
  return settings;
}

/** Settings to change; what is left out or undefined stays. */
export type SignInSettingsChange = {
  [Name in Exclude<keyof SignInSettingsRow, "rulesVersion">]?: SignInSettingsRow[Name] | undefined;
};

export async function writeSignInSettings(
  run: Runner,
  organizationId: string,
  change: SignInSettingsChange,
): Promise<void> {
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const write = run.insert(signInSettings).values({ ...set, organizationId });
  await (Object.keys(set).length === 0
    ? write.onConflictDoNothing()
    : write.onConflictDoUpdate({ target: signInSettings.organizationId, set }));
}

/** Raises the rules' version from `version`; false when somebody else did so before. */
export async function raiseRulesVersion(run: Runner, organizationId: string, version: number): Promise<boolean> {
  await writeSignInSettings(run, organizationId, {});
  const rows = await run
    .update(signInSettings)
    .set({ rulesVersion: version + 1 })
    .where(sql`${signInSettings.organizationId} = ${organizationId} and ${signInSettings.rulesVersion} = ${version}`)
    .returning({ version: signInSettings.rulesVersion });
  return rows.length > 0;
}
