import type { Project } from "@/lib/admin-api/schemas/projects";
import { everyItem } from "../admin-client";
import { inOrder } from "../in-order";
import { projectName } from "../live-ids";
import type { Item, Section } from "../section";

const keyOf = ({ team, name }: Item) => projectName(String(team), String(name));

export const projectsSection: Section = {
  name: "projects",
  comment: "",
  async read(call, ids) {
    const projects = await everyItem<Project>(call, "/projects");
    for (const { id, team, name } of projects) ids.learn("project", projectName(team.name, name), id);
    const items = projects.map(({ team, name, costCentre, brownOut }) => ({
      team: team.name,
      name,
      costCentre,
      brownOut,
    }));
    return inOrder(items, keyOf);
  },
  keyOf,
  uncompared: ["team", "name"],
  async create(item, { call, ids }) {
    const { team, name, costCentre, brownOut } = item;
    const teamId = ids.idOf("team", String(team));
    const { id } = await call<Project>("POST", "/projects", { teamId, name, costCentre });
    ids.learn("project", keyOf(item), id);
    if (brownOut !== undefined) await call("PATCH", `/projects/${id}`, { brownOut });
  },
  async update(item, _live, { call, ids }) {
    const { costCentre, brownOut } = item;
    await call("PATCH", `/projects/${ids.idOf("project", keyOf(item))}`, { costCentre, brownOut });
  },
  async remove(item, { call, ids }) {
    await call("POST", `/projects/${ids.idOf("project", keyOf(item))}/archive`);
    ids.forget("project", keyOf(item));
  },
};
