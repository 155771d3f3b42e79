"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, X } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { modelsQuery } from "../models/models-queries";
import { providersQuery } from "../providers/providers-queries";
import { holds, meQuery } from "../shell/session-queries";
import { teamsQuery } from "../teams/teams-queries";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import { firstSteps, type Step } from "./first-step-list";
import { dismissFirstSteps, firstStepsDismissed, onFirstStepsDismissed } from "./first-steps-dismissed";

/** What a new Gatehouse still needs, for whoever sets it up: each step is done when it really is. */
export function FirstSteps({ hasCalls }: { hasCalls: boolean }) {
  const { data: me } = useQuery(meQuery());
  const dismissed = useSyncExternalStore(onFirstStepsDismissed, firstStepsDismissed, () => true);
  if (dismissed || me === undefined || !holds(me, "providers:write")) return null;
  return <Steps hasCalls={hasCalls} />;
}

function Steps({ hasCalls }: { hasCalls: boolean }) {
  const { data: providers } = useQuery(providersQuery());
  const { data: models } = useQuery(modelsQuery());
  const { data: teams } = useQuery(teamsQuery());
  if (!providers || !models || !teams) return null;
  const keyCount = teams.reduce((sum, team) => sum + team.keyCount, 0);
  const steps = firstSteps({ providers, models, teams: teams.length, keys: keyCount, hasCalls });
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <Card>
      <CardHeader
        title="First steps"
        description={`${done} of ${steps.length} done. Each is ticked when Gatehouse sees it.`}
        actions={
          <Button variant="ghost" size="icon-sm" aria-label="Hide the first steps" onClick={dismissFirstSteps}>
            <X />
          </Button>
        }
      />
      <ol className="grid gap-px border-t bg-line sm:grid-cols-2 xl:grid-cols-5">
        {steps.map((step, index) => (
          <StepItem key={step.title} step={step} isNext={index === steps.findIndex(({ done }) => !done)} />
        ))}
      </ol>
    </Card>
  );
}

function StepItem({ step: { title, why, href, done }, isNext }: { step: Step; isNext: boolean }) {
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className={cn("relative flex flex-col gap-1 bg-surface p-4", isNext && "bg-accent-soft")}>
      <p className="flex items-center gap-2 font-medium text-sm">
        <Icon className={cn("size-4 shrink-0", done ? "text-good-ink" : "text-faint")} aria-hidden />
        <Link href={href} className={cn("after:absolute after:inset-0 hover:underline", done && "text-muted")}>
          {title}
        </Link>
        <span className="sr-only">{done ? "done" : "not done yet"}</span>
      </p>
      <p className="text-muted text-xs">{why}</p>
    </li>
  );
}
