import {
  type NoticeDestinationChange,
  type NoticeDestinationStanding,
  updateNoticeDestination as updateRow,
} from "@/db/queries/notices/destinations";
import type { UpdateNoticeDestinationInput } from "@/lib/admin-api/schemas/notices";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { isUniqueViolation } from "../unique-violation";
import { alreadyMailed } from "./add-notice-destination";
import { checkTeams, locateNoticeDestination, readNoticeDestination } from "./locate-notice-destination";

type Input = UpdateNoticeDestinationInput & { destinationId: string };

/** What it listens to, its name and recipients, or whether it rests. Paused, it is sent nothing, and nothing new is kept for it. */
export const updateNoticeDestination = defineChange({
  name: "notices.update_destination",
  permission: "notices:configure",
  policy: "not_enforced",
  kind: "destination",
  locate: locateNoticeDestination,
  async change(work, destination, input: Input) {
    if (input.teamIds !== undefined) await checkTeams(work, input.teamIds);
    const change = planChange(work, destination, input);
    try {
      await updateRow(work.run, destination.id, change);
    } catch (error) {
      if (isUniqueViolation(error, "notice_destination_mails_people")) throw alreadyMailed();
      throw error;
    }
    const changed = Object.keys(change) as (keyof NoticeDestinationChange)[];
    return {
      result: await readNoticeDestination(work, destination.id),
      audit: {
        targetKind: "notice_destination",
        targetId: destination.id,
        before: Object.fromEntries(changed.map((field) => [field, destination[field]])),
        after: { ...change },
      },
    };
  },
});

function planChange(work: Work, destination: NoticeDestinationStanding, input: Input): NoticeDestinationChange {
  const { name, topics, leastSeverity, teamIds, recipients, mailsPeople, paused } = input;
  const { mail } = destination.settings;
  if (mail === undefined && recipients !== undefined) throw invalidField("recipients", "only mail has recipients");
  if (mail === undefined && mailsPeople === true) throw invalidField("mailsPeople", "only a mail server mails people");
  return {
    ...(name === undefined ? {} : { name }),
    ...(topics === undefined ? {} : { topics }),
    ...(leastSeverity === undefined ? {} : { leastSeverity }),
    ...(teamIds === undefined ? {} : { teamIds }),
    ...(mail === undefined || recipients === undefined ? {} : { settings: { mail: { ...mail, to: recipients } } }),
    ...(mailsPeople === undefined ? {} : { mailsPeople }),
    ...(paused === undefined ? {} : { pausedAt: paused ? (destination.pausedAt ?? work.now()) : null }),
  };
}
