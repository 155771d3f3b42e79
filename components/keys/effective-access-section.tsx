"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { modelsQuery } from "../models/models-queries";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { AccessModels } from "./access-models";
import { type AccessFact, effectiveAccess } from "./effective-access";

const EFFECTS = {
  fine: { icon: CircleCheck, colour: "text-good-ink", label: "Fine" },
  narrows: { icon: CircleAlert, colour: "text-warn-ink", label: "Narrows" },
  stops: { icon: CircleX, colour: "text-bad-ink", label: "Stops" },
};

const VERDICTS = {
  fine: "A call with this key goes through now.",
  narrows: "Calls go through now, but not to every model it may use.",
  stops: "Every call with this key is refused now.",
};

/** "What can this key do right now, and why": the verdict, then each reason in the gateway's order. */
export function EffectiveAccess({ keyDetail }: { keyDetail: KeyDetail }) {
  const { data: models } = useQuery(modelsQuery());
  const access = models ? effectiveAccess(keyDetail, models) : null;
  return (
    <Section title="What it can do right now" description={access ? VERDICTS[access.effect] : "Working it out…"}>
      <Card>
        <ul className="flex flex-col py-1">
          {access
            ? access.facts.map((fact) => <Fact key={fact.fact} fact={fact} />)
            : [1, 2, 3, 4].map((one) => (
                <li key={one} className="flex h-10 items-center px-4">
                  <Skeleton className="h-3.5 w-72" />
                </li>
              ))}
        </ul>
        {access && access.models.length > 0 ? <AccessModels models={access.models} /> : null}
      </Card>
    </Section>
  );
}

function Fact({ fact }: { fact: AccessFact }) {
  const { icon: Icon, colour, label } = EFFECTS[fact.effect];
  return (
    <li className="flex items-start gap-2.5 px-4 py-2 text-sm">
      <Icon className={cn("mt-0.5 size-4 shrink-0", colour)} aria-label={label} />
      <p className="min-w-0">
        <span className="font-medium text-ink">{fact.fact}.</span> <span className="text-muted">{fact.why}</span>
      </p>
    </li>
  );
}
