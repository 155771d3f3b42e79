"use client";

import { Plus, Waypoints } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { SignInSetup } from "@/lib/admin-api/client/sign-in-setup";
import { AskSecondPerson } from "../second-person/ask-second-person";
import { needsSecondPerson } from "../second-person/needs-second-person";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { DryRun } from "./dry-run";
import { draftsOf, emptyRule, inputsOf, moved, type RuleDraft, ruleProblem } from "./rule-draft";
import { RuleRow } from "./rule-row";
import { SIGN_IN_HELP } from "./sign-in-help";
import { useReplaceRules } from "./sign-in-setup-queries";

/** The rules on the screen until they are saved, or asked for where they take two people. */
function useRules(setup: SignInSetup) {
  const [rules, setRules] = useState<RuleDraft[]>(() => draftsOf(setup.rules));
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const replace = useReplaceRules();
  const changed = JSON.stringify(inputsOf(rules)) !== JSON.stringify(inputsOf(draftsOf(setup.rules)));
  const save = () => {
    setTried(true);
    if (rules.some((rule) => ruleProblem(rule) !== null)) return;
    replace.mutate(
      { rules: inputsOf(rules), version: setup.rulesVersion },
      {
        onSuccess: () => toast.success("Rules saved", { description: "They hold from each person's next sign-in." }),
        onError: (error) => setAsking(needsSecondPerson(error)),
      },
    );
  };
  return { rules, setRules, tried, changed, replace, save, asking, setAsking };
}

/** Claims → role and teams, with a dry run of the rules as they stand on the screen. */
export function RulesSection({ setup }: { setup: SignInSetup }) {
  const { rules, setRules, tried, changed, replace, save, asking, setAsking } = useRules(setup);
  const add = (
    <Button onClick={() => setRules([...rules, emptyRule()])}>
      <Plus />
      Add rule
    </Button>
  );
  return (
    <Section
      title="Rules"
      help={SIGN_IN_HELP.rules}
      description="Who carries a claim gets a role, a team or both. The first match that names a role decides it."
      actions={setup.mayChange && rules.length > 0 ? add : null}
    >
      <Refusal error={replace.error} />
      <Card>
        {rules.length === 0 ? (
          <EmptyState icon={Waypoints} title="No rules yet" level={3} action={setup.mayChange ? add : null}>
            For example: groups is &quot;ai-platform&quot; gives the role admin. Owners are named by owners only.
          </EmptyState>
        ) : null}
        <ol className="divide-y">
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.key}
              rule={rule}
              place={index + 1}
              last={index === rules.length - 1}
              problem={tried ? ruleProblem(rule) : null}
              disabled={!setup.mayChange}
              onChange={(next) => setRules(rules.map((one) => (one.key === rule.key ? next : one)))}
              onMove={(by) => setRules(moved(rules, index, by))}
              onRemove={() => setRules(rules.filter((one) => one.key !== rule.key))}
            />
          ))}
        </ol>
        {rules.some((rule) => rule.role !== null) ? <RolesAreDecided /> : null}
        {changed ? (
          <SaveBar pending={replace.isPending} onSave={save} onDiscard={() => setRules(draftsOf(setup.rules))} />
        ) : null}
      </Card>
      <DryRun rules={rules} />
      {asking ? (
        <AskSecondPerson
          proposal={{ kind: "sign_in_rules", rules: inputsOf(rules) }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Section>
  );
}

function Refusal({ error }: { error: Error | null }) {
  return error === null || needsSecondPerson(error) ? null : <Notice kind="bad">{error.message}</Notice>;
}

function RolesAreDecided() {
  return (
    <p className="border-t px-4 py-2.5 text-faint text-xs">
      Who matches no rule with a role is a member, also if they were given another role by hand. Owners are named by
      owners only.
    </p>
  );
}

function SaveBar({ pending, onSave, onDiscard }: { pending: boolean; onSave: () => void; onDiscard: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">
      <span className="mr-auto text-muted text-sm">Not saved yet. Try them below first.</span>
      <Button onClick={onDiscard}>Discard</Button>
      <Button variant="primary" pending={pending} onClick={onSave}>
        Save rules
      </Button>
    </div>
  );
}
