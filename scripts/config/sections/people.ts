import type { InvitedPerson, Person } from "@/lib/admin-api/schemas/people";
import { everyItem } from "../admin-client";
import { inOrder } from "../in-order";
import type { Section } from "../section";

export const peopleSection: Section = {
  name: "people",
  comment:
    "Who may come in, and their role in the organization. Somebody new is invited; they sign in with the provider, or an admin makes them a link.",
  async read(call, ids) {
    const people = await everyItem<Person>(call, "/people");
    for (const { email, id } of people) ids.learn("person", email, id);
    const active = people.filter(({ status }) => status === "active");
    return inOrder(
      active.map(({ email, name, role }) => ({ email, name, role })),
      ({ email }) => email,
    );
  },
  keyOf: ({ email }) => String(email),
  // People tell their own names.
  uncompared: ["email", "name"],
  async create({ email, name, role }, { call, ids }) {
    const known = ids.find("person", String(email));
    if (known !== null) {
      await call("POST", `/people/${known}/reactivate`);
      if (role !== undefined) await call("PUT", `/people/${known}/role`, { role });
      return;
    }
    const invited = await call<InvitedPerson>("POST", "/people", {
      email,
      name: name ?? String(email).split("@")[0],
      ...(role === undefined ? {} : { role }),
    });
    ids.learn("person", String(email), invited.person.id);
  },
  async update({ email, role }, _live, { call, ids }) {
    await call("PUT", `/people/${ids.idOf("person", String(email))}/role`, { role });
  },
  async remove({ email }, { call, ids }) {
    await call("POST", `/people/${ids.idOf("person", String(email))}/deactivate`);
  },
};
