import { insertAlert } from "@/db/queries/alerts/write-alert";
import { enqueueNotice } from "@/db/queries/notices/enqueue-notice";
import { newId } from "@/lib/crypto/new-id";
import { anyNotice } from "@/lib/notices/testing/any-notice";
import type { NoticeDelivery, NoticeDestinationWithSecret } from "../schemas/notices";
import type { PageView } from "../schemas/page";
import { fresh, type MatrixWorld } from "./matrix-world";

/** An open alert of the team "home". */
export async function anAlert({ fixture, home }: MatrixWorld): Promise<{ alertId: string }> {
  const [alertId, subject] = [newId("alt"), fresh("quota")];
  await insertAlert(fixture.database.orm, {
    id: alertId,
    organizationId: home.id,
    rule: "budget_threshold",
    subjectKind: "quota",
    subjectId: subject,
    subjectName: subject,
    teamId: home.homeTeamId,
    severity: "warning",
    level: 80,
    title: "Budget at 80%",
    summary: "$80.00 of $100.00 is used.",
    facts: [],
    linkPath: "/limits",
  });
  return { alertId };
}

/** At a host that nobody may call, so that a test of it answers at once. */
export async function aNoticeDestination({ fixture, home }: MatrixWorld): Promise<{ destinationId: string }> {
  const body = { kind: "webhook", name: fresh("hook"), url: "http://localhost/hook" };
  const { token } = home.people.owner;
  const answer = await fixture.call<NoticeDestinationWithSecret>("POST", "/notice-destinations", { token, body });
  return { destinationId: answer.body.destination.id };
}

/** A notice on its way to such a destination. */
export async function aNoticeDelivery(world: MatrixWorld): Promise<{ deliveryId: string }> {
  const { fixture, home } = world;
  const { destinationId } = await aNoticeDestination(world);
  const notice = anyNotice({ audience: { destinations: [destinationId] } });
  await enqueueNotice(fixture.database.orm, home.id, notice);
  const { token } = home.people.owner;
  const path = `/notice-deliveries?destination=${destinationId}`;
  const { body } = await fixture.call<PageView<NoticeDelivery>>("GET", path, { token });
  return { deliveryId: body.items[0]?.id ?? "" };
}
