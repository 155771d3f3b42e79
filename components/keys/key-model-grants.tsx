"use client";

import { useState } from "react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { TimeCell } from "../ui/time-cell";
import { EndModelGrantDialog } from "./end-model-grant-dialog";

type ModelGrant = KeyDetail["modelGrants"][number];

/** Models the key may call until a time, besides its own; who changes the key may end them sooner. */
export function KeyModelGrants({ keyDetail }: { keyDetail: KeyDetail }) {
  const [ending, setEnding] = useState<ModelGrant | null>(null);
  if (keyDetail.modelGrants.length === 0) return null;
  const mayEnd = keyDetail.allowedActions.includes("update");
  return (
    <Section title="Models for a time" description="Each ends by itself; the gateway looks at the clock at every call.">
      <Card>
        <ul aria-label="Models for a time" className="divide-y">
          {keyDetail.modelGrants.map((grant) => (
            <Grant key={grant.id} grant={grant} onEnd={mayEnd ? () => setEnding(grant) : null} />
          ))}
        </ul>
      </Card>
      {ending ? <EndModelGrantDialog keyDetail={keyDetail} grant={ending} onClose={() => setEnding(null)} /> : null}
    </Section>
  );
}

function Grant({ grant, onEnd }: { grant: ModelGrant; onEnd: (() => void) | null }) {
  const names = grant.models.includes("*") ? ["every model"] : grant.models;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <ul aria-label="Models" className="flex flex-wrap gap-1.5">
          {names.map((name) => (
            <li key={name} className="min-w-0">
              <Badge className="max-w-full font-mono [overflow-wrap:anywhere]">{name}</Badge>
            </li>
          ))}
        </ul>
        <p className="text-muted text-xs [overflow-wrap:anywhere]">
          Ends <TimeCell value={grant.endsAt} className="text-ink" />
          {grant.grantedBy === null ? null : ` · given by ${grant.grantedBy.name}`}
          {grant.reason === "" ? null : ` · ${grant.reason}`}
        </p>
      </div>
      {onEnd ? (
        <Button
          variant="ghost"
          size="sm"
          className="text-bad-ink"
          onClick={onEnd}
          aria-label={`End ${names.join(", ")}`}
        >
          End now
        </Button>
      ) : null}
    </li>
  );
}
