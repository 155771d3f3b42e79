import { Check, Minus } from "lucide-react";
import type { TriedClaims } from "@/lib/admin-api/client/sign-in-setup";
import { roleWord } from "../teams/team-words";
import { Badge } from "../ui/badge";
import { DefinitionList } from "../ui/definition-list";
import { Notice } from "../ui/notice";

const TITLES: Record<TriedClaims["outcome"], string> = {
  known: "Signs in",
  link: "Signs in, and is linked for the first time",
  join: "Joins as somebody new",
  refused: "Is refused",
};

/** What a sign-in would do, and the reason of each rule. */
export function DryRunResult({ tried }: { tried: TriedClaims }) {
  const { outcome, person, role } = tried;
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <Notice kind={outcome === "refused" ? "warn" : "good"} title={TITLES[outcome]}>
        {tried.why}
      </Notice>
      {role === null ? null : (
        <DefinitionList
          items={[
            { term: "Person", value: person ? `${person.name} (${person.email})` : (tried.email ?? "nobody") },
            { term: "Role", value: <RoleChange before={person?.role ?? null} after={role} /> },
            { term: "Teams", value: <Teams teams={tried.teams} /> },
          ]}
        />
      )}
      <ol className="flex flex-col gap-1.5">
        {tried.rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place.
          <li key={index} className="flex items-start gap-2 text-sm">
            {rule.matched ? (
              <Check className="mt-0.5 size-4 shrink-0 text-good-ink" aria-label="Matches" />
            ) : (
              <Minus className="mt-0.5 size-4 shrink-0 text-faint" aria-label="Does not match" />
            )}
            <span className={rule.matched ? "text-ink" : "text-muted"}>
              Rule {index + 1}: {rule.why}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function RoleChange({ before, after }: { before: TriedClaims["role"]; after: NonNullable<TriedClaims["role"]> }) {
  if (before === null || before === after) return <Badge tone="accent">{roleWord(after)}</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge>{roleWord(before)}</Badge> becomes <Badge tone="accent">{roleWord(after)}</Badge>
    </span>
  );
}

const CHANGES = { gains: "good", keeps: "neutral", loses: "bad" } as const;

function Teams({ teams }: { teams: TriedClaims["teams"] }) {
  if (teams.length === 0) return <span className="text-faint">none</span>;
  return (
    <span className="flex flex-wrap gap-1.5">
      {teams.map((team) => (
        <Badge key={team.id} tone={CHANGES[team.change]}>
          {team.change} {team.name} ({team.role})
        </Badge>
      ))}
    </span>
  );
}
