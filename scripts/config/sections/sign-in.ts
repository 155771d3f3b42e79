import type { ClaimRule, SignInSetup } from "@/lib/admin-api/schemas/sign-in";
import type { ConfigRule } from "../document";
import type { Section } from "../section";

const SETTINGS = ["joining", "joinUnverified", "idleMinutes", "memberHours", "adminHours"] as const;

export const signInSection: Section = {
  name: "signIn",
  comment: "The provider itself is set by the environment (OIDC_ISSUER …). Rules are tried in this order.",
  async read(call) {
    const setup = await call<SignInSetup>("GET", "/sign-in");
    const settings = Object.fromEntries(SETTINGS.map((name) => [name, setup[name]]));
    return { ...settings, rules: setup.rules.map(ruleItem) };
  },
  keyOf: () => "signIn",
  uncompared: [],
  async update({ rules, ...settings }, live, { call, ids }) {
    if (SETTINGS.some((name) => settings[name] !== undefined && settings[name] !== live[name])) {
      await call("PATCH", "/sign-in", settings);
    }
    if (rules === undefined || JSON.stringify(rules) === JSON.stringify(live.rules)) return;
    const { rulesVersion } = await call<SignInSetup>("GET", "/sign-in");
    const written = (rules as ConfigRule[]).map(({ claim, operator, value, role, team, teamRole }) => ({
      claim,
      operator,
      value,
      role,
      team: team === null ? null : { id: ids.idOf("team", team), role: teamRole ?? "member" },
    }));
    await call("PUT", "/sign-in/rules", { rules: written, version: rulesVersion });
  },
};

function ruleItem({ claim, operator, value, role, team }: ClaimRule): ConfigRule {
  return { claim, operator, value, role, team: team?.name ?? null, teamRole: team?.role ?? null };
}
