import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { organization, project, requestRecord, requestText } from "@/db/schema";
import type { TextTier } from "../privacy/privacy";
import type { Runner } from "../runner";

/** What was said in a call, as it is stored, and until when. */
export interface StoredText {
  prompt: string;
  answer: string | null;
  promptBytes: number;
  answerBytes: number;
  isCut: boolean;
  keptUntil: Date;
}

export interface TextStanding {
  /** Whether something is stored. */
  isStored: boolean;
  /** What the project keeps now. */
  tier: TextTier;
}

/** Where a record is. */
export interface RecordPlace {
  id: string;
  startedAt: Date;
  teamId: string | null;
  projectId: string | null;
}

const DAYS = sql`coalesce(${project.textDays}, ${organization.textDays})`;

/** Where the record with this id is; null when the organization has none. */
export async function findRecordPlace(run: Runner, organizationId: string, id: string): Promise<RecordPlace | null> {
  const { startedAt, teamId, projectId } = requestRecord;
  const [row] = await run
    .select({ id: requestRecord.id, startedAt, teamId, projectId })
    .from(requestRecord)
    .where(and(eq(requestRecord.organizationId, organizationId), eq(requestRecord.id, id)))
    .orderBy(desc(startedAt))
    .limit(1);
  return row ?? null;
}

/** Whether the text of a record is stored, without reading it. Text past its days is not there, even while it waits to be deleted. */
export async function findTextStanding(
  database: Database["sql"],
  record: Omit<RecordPlace, "teamId">,
): Promise<TextStanding> {
  const [row] = await database<TextStanding[]>`
    select coalesce(project.text_tier, organization.text_tier) as tier,
      exists (select from request_text where id = ${record.id} and started_at = ${record.startedAt}
        and started_at > now() - make_interval(days => coalesce(project.text_days, organization.text_days))) as "isStored"
    from project join organization on organization.id = project.organization_id where project.id = ${record.projectId}`;
  return row ?? { isStored: false, tier: "none" };
}

/** The text of a record; null when nothing is kept of it. */
export async function findText(run: Runner, record: RecordPlace): Promise<StoredText | null> {
  const { prompt, answer, promptBytes, answerBytes, isCut, startedAt } = requestText;
  const [row] = await run
    .select({ prompt, answer, promptBytes, answerBytes, isCut, days: sql<number>`${DAYS}` })
    .from(requestText)
    .innerJoin(project, eq(project.id, requestText.projectId))
    .innerJoin(organization, eq(organization.id, project.organizationId))
    .where(
      and(
        eq(requestText.id, record.id),
        eq(startedAt, record.startedAt),
        sql`${startedAt} > now() - make_interval(days => ${DAYS})`,
      ),
    );
  if (row === undefined) return null;
  const { days, ...text } = row;
  return { ...text, keptUntil: new Date(record.startedAt.getTime() + days * 86_400_000) };
}
