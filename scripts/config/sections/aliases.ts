import type { Alias } from "@/lib/admin-api/schemas/aliases";
import { inOrder } from "../in-order";
import type { Item, Section } from "../section";

const keyOf = ({ project, name }: Item) => (project === null ? String(name) : `${name} (${project})`);

export const aliasesSection: Section = {
  name: "aliases",
  comment: "Other names for models. `project: Team / Project` is for its callers only.",
  async read(call, ids) {
    const { items } = await call<{ items: Alias[] }>("GET", "/aliases");
    const shown = items.flatMap(({ id, name, model, project }) => {
      const projectName = project === null ? null : ids.nameOf("project", project.id);
      // An alias of an archived project is as gone as the project.
      if (project !== null && projectName === null) return [];
      const item = { name, project: projectName, model };
      ids.learn("alias", keyOf(item), id);
      return [item];
    });
    return inOrder(shown, keyOf);
  },
  keyOf,
  uncompared: ["name", "project"],
  async create(item, { call, ids }) {
    const { name, project, model } = item;
    const projectId = project === null ? null : ids.idOf("project", String(project));
    const { id } = await call<Alias>("POST", "/aliases", { projectId, name, model });
    ids.learn("alias", keyOf(item), id);
  },
  async update(item, _live, { call, ids }) {
    await call("PATCH", `/aliases/${ids.idOf("alias", keyOf(item))}`, { model: item.model });
  },
  async remove(item, { call, ids }) {
    await call("DELETE", `/aliases/${ids.idOf("alias", keyOf(item))}`);
  },
};
