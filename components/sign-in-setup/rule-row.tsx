"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { teamsQuery } from "../teams/teams-queries";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { RuleDraft } from "./rule-draft";

const OPERATORS = [
  { value: "is", label: "is" },
  { value: "starts_with", label: "starts with" },
  { value: "present", label: "is there" },
] as const;
const NOTHING = "none";
const ROLES = [
  { value: NOTHING, label: "No role" },
  { value: "member", label: "Member" },
  { value: "auditor", label: "Auditor" },
  { value: "admin", label: "Admin" },
] as const;
const TEAM_ROLES = [
  { value: "member", label: "as member" },
  { value: "lead", label: "as lead" },
] as const;

export interface RuleRowProps {
  rule: RuleDraft;
  /** From 1. */
  place: number;
  last: boolean;
  problem: string | null;
  disabled: boolean;
  onChange: (rule: RuleDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One rule: if a claim holds something, then a role and a team. */
export function RuleRow(props: RuleRowProps) {
  const { rule, place, problem, disabled, onChange } = props;
  return (
    <li className="flex flex-col gap-2 px-4 py-3" aria-label={`Rule ${place}`}>
      <div className="flex flex-wrap items-center gap-2">
        <span className="w-5 shrink-0 text-faint text-xs tabular-nums">{place}.</span>
        <Input
          aria-label="Claim"
          value={rule.claim}
          disabled={disabled}
          onChange={(event) => onChange({ ...rule, claim: event.target.value })}
          className="min-w-32 flex-1 basis-32 font-mono text-xs md:max-w-44"
        />
        <Select
          aria-label="Comparison"
          value={rule.operator}
          options={OPERATORS}
          disabled={disabled}
          onValueChange={(value) => onChange({ ...rule, operator: chosen(OPERATORS, value) ?? rule.operator })}
          className="w-32"
        />
        {rule.operator === "present" ? null : (
          <Input
            aria-label="Value"
            value={rule.value}
            placeholder="ai-platform"
            disabled={disabled}
            onChange={(event) => onChange({ ...rule, value: event.target.value })}
            className="min-w-40 flex-1 basis-40 font-mono text-xs"
          />
        )}
        <RowButtons {...props} />
      </div>
      <Gives {...props} />
      {problem ? (
        <p role="alert" className="pl-7 text-bad-ink text-xs">
          {problem}
        </p>
      ) : null}
    </li>
  );
}

function Gives({ rule, disabled, onChange }: RuleRowProps) {
  const { data: teams } = useQuery(teamsQuery());
  const choices = [
    { value: NOTHING, label: "no team" },
    ...(teams ?? []).map((team) => ({ value: team.id, label: team.name })),
  ];
  const known = rule.team === null || choices.some((choice) => choice.value === rule.team?.id);
  const setTeam = (id: string) =>
    onChange({ ...rule, team: id === NOTHING ? null : { id, role: rule.team?.role ?? "member" } });
  return (
    <div className="flex flex-wrap items-center gap-2 pl-7">
      <span className="text-muted text-sm">gives</span>
      <Select
        aria-label="Role"
        value={rule.role ?? NOTHING}
        options={ROLES}
        disabled={disabled}
        onValueChange={(value) => {
          const role = chosen(ROLES, value);
          onChange({ ...rule, role: role === undefined || role === NOTHING ? null : role });
        }}
        className="w-32"
      />
      <span className="text-muted text-sm">and</span>
      <Select
        aria-label="Team"
        value={rule.team?.id ?? NOTHING}
        options={known ? choices : [...choices, { value: rule.team?.id ?? "", label: "an archived team" }]}
        disabled={disabled}
        onValueChange={setTeam}
        className="w-44"
      />
      {rule.team ? (
        <Select
          aria-label="Role in the team"
          value={rule.team.role}
          options={TEAM_ROLES}
          disabled={disabled}
          onValueChange={(value) => {
            const role = chosen(TEAM_ROLES, value);
            if (rule.team && role) onChange({ ...rule, team: { ...rule.team, role } });
          }}
          className="w-32"
        />
      ) : null}
    </div>
  );
}

function RowButtons({ place, last, disabled, onMove, onRemove }: RuleRowProps) {
  if (disabled) return null;
  return (
    <span className="ml-auto flex items-center">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move rule ${place} up`}
        disabled={place === 1}
        onClick={() => onMove(-1)}
      >
        <ArrowUp />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move rule ${place} down`}
        disabled={last}
        onClick={() => onMove(1)}
      >
        <ArrowDown />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={`Remove rule ${place}`} onClick={onRemove}>
        <Trash2 />
      </Button>
    </span>
  );
}

function chosen<Value extends string>(options: readonly { value: Value }[], value: string): Value | undefined {
  return options.find((option) => option.value === value)?.value;
}
