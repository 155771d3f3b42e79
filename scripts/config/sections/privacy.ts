import type { PrivacySettings } from "@/lib/admin-api/schemas/privacy";
import type { ConfigPrivacy } from "../document-settings";
import { inOrder } from "../in-order";
import type { Section } from "../section";

type Own = NonNullable<ConfigPrivacy["projects"]>;

const SETTINGS = ["textTier", "textDays", "recordDays"] as const;

export const privacySection: Section = {
  name: "privacy",
  comment:
    "What is kept of prompts and answers, and for how long. `projects`: those that do not do as the organization does.",
  async read(call, ids) {
    const { textTier, textDays, recordDays, projects } = await call<PrivacySettings>("GET", "/privacy");
    const own = projects.flatMap(({ id, own }): Own => {
      const project = ids.nameOf("project", id);
      return project === null || (own.textTier === null && own.textDays === null) ? [] : [{ project, ...own }];
    });
    return { textTier, textDays, recordDays, projects: inOrder(own, ({ project }) => project) };
  },
  keyOf: () => "privacy",
  uncompared: [],
  normal(field, value, live, mayDelete) {
    if (field !== "projects") return value;
    const wanted = (value ?? []) as Own;
    const kept = mayDelete ? [] : ((live ?? []) as Own).filter((one) => !has(wanted, one));
    return inOrder([...wanted, ...kept], ({ project }) => project);
  },
  async update(item, live, { call, ids, mayDelete }) {
    const { projects, ...settings } = item as ConfigPrivacy;
    if (SETTINGS.some((name) => settings[name] !== undefined && settings[name] !== live[name])) {
      await call("PATCH", "/privacy", settings);
    }
    if (projects === undefined) return;
    const gone = mayDelete ? ((live.projects ?? []) as Own).filter((one) => !has(projects, one)) : [];
    for (const { project, textTier, textDays } of [...projects, ...gone.map(asTheOrganization)]) {
      await call("PUT", `/projects/${ids.idOf("project", project)}/privacy`, { textTier, textDays });
    }
  },
};

function has(list: Own, { project }: Own[number]): boolean {
  return list.some((one) => one.project === project);
}

function asTheOrganization({ project }: Own[number]): Own[number] {
  return { project, textTier: null, textDays: null };
}
