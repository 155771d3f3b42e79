import { findOrganization } from "@/db/queries/people/find-organization";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** How many days before things end it is told, the longest first; none: never. */
export interface NoticeSettings {
  expiryDays: number[];
}

/** The organization's, as they are now. */
export async function readNoticeSettings(work: Work): Promise<NoticeSettings> {
  const organization = await findOrganization(work.run, work.organizationId);
  if (organization === null) throw notFound("organization");
  return { expiryDays: longestFirst(organization.expiryNoticeDays) };
}

/** Each number of days once. */
export function longestFirst(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => b - a);
}
