"use client";

import { useQuery } from "@tanstack/react-query";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import type { ExploreView } from "./explore-view";
import { GROUPING_NAMES, GROUPINGS, type Grouping } from "./explore-words";
import { usageTagsQuery } from "./usage-queries";

const GROUPING_OPTIONS = GROUPING_NAMES.map((value) => ({ value, label: `By ${GROUPINGS[value].toLowerCase()}` }));

interface ExploreControlsProps {
  view: ExploreView;
  onBy: (by: Grouping) => void;
  onTagName: (name: string) => void;
  onCompare: (compare: boolean) => void;
}

/** By what calls are told apart, of a tag by which name, and whether the period before stands beside. */
export function ExploreControls({ view, onBy, onTagName, onCompare }: ExploreControlsProps) {
  const { data: names } = useQuery({ ...usageTagsQuery(), enabled: view.by === "tag" });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Select
        aria-label="Group by"
        className="w-40"
        value={view.by}
        onValueChange={(next) => onBy(GROUPING_NAMES.find((name) => name === next) ?? "team")}
        options={GROUPING_OPTIONS}
      />
      {view.by === "tag" ? (
        <Select
          aria-label="Tag"
          className="w-40"
          value={view.tagName}
          onValueChange={onTagName}
          placeholder="Which tag"
          options={(names ?? []).map((value) => ({ value, label: value }))}
        />
      ) : null}
      {view.by === "token_class" ? null : (
        <Switch label="Compare with the period before" checked={view.compare} onCheckedChange={onCompare} />
      )}
    </div>
  );
}
