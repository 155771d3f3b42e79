"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Alias } from "@/lib/admin-api/client/aliases";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { AddAliasDialog } from "./add-alias-dialog";
import { AliasRow } from "./alias-row";
import { type AliasPlace, aliasesAt, isHidden } from "./alias-words";
import { aliasesQuery } from "./aliases-queries";

export interface AliasSectionProps {
  place: AliasPlace;
  mayAdd: boolean;
}

const DESCRIPTIONS = {
  model: "Other names that callers may use for it. Keys need the model itself among theirs.",
  project: "Names that the project's callers use for models. Its own go before those of every project.",
};

/** Other names for models, seen from a model or from a project. */
export function AliasSection({ place, mayAdd }: AliasSectionProps) {
  const { data } = useQuery(aliasesQuery(place.kind === "project" ? place.id : undefined));
  const [adding, setAdding] = useState(false);
  const aliases = data === undefined ? undefined : aliasesAt(place, data);
  return (
    <Section
      title="Aliases"
      description={DESCRIPTIONS[place.kind]}
      actions={
        mayAdd ? (
          <Button size="sm" onClick={() => setAdding(true)}>
            <Plus />
            Add alias
          </Button>
        ) : null
      }
    >
      {aliases === undefined ? <Skeleton className="h-12" /> : <AliasList place={place} aliases={aliases} />}
      {adding ? <AddAliasDialog place={place} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function AliasList({ place, aliases }: { place: AliasPlace; aliases: readonly Alias[] }) {
  if (aliases.length === 0) {
    return (
      <p className="text-muted text-sm">
        None. An alias such as fast lets you change the model behind it once, for all callers.
      </p>
    );
  }
  return (
    <Card>
      <ul aria-label="Aliases">
        {aliases.map((alias) => (
          <AliasRow
            key={alias.id}
            alias={alias}
            showsModel={place.kind === "project" || place.name.endsWith("/*")}
            hidden={place.kind === "project" && isHidden(alias, aliases)}
          />
        ))}
      </ul>
    </Card>
  );
}
