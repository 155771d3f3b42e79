import { organization, person } from "@/db/schema";
import type { Runner } from "../runner";

/** The first rows of an empty database: the organization and the person who owns it. */
export async function insertFounders(
  run: Runner,
  founders: {
    organization: { id: string; name: string; timeZone: string };
    owner: { id: string; email: string; name: string };
  },
): Promise<void> {
  await run.insert(organization).values(founders.organization);
  await run.insert(person).values({ ...founders.owner, organizationId: founders.organization.id, role: "owner" });
}
