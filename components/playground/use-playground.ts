"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import type { PlaygroundMessage, PlaygroundShareDetail } from "@/lib/admin-api/client/playground";
import type { Column } from "./columns";
import { shareQuery } from "./playground-queries";
import { EMPTY_SETTINGS, parametersOf, problemsOf, readTools, type Settings, settingsOf } from "./settings";
import { type Columns, useColumns } from "./use-columns";
import { type Replayed, useReplay } from "./use-replay";

/** Everything of the page: its columns, its settings, and the shared conversation it began from. */
export interface PlaygroundState {
  columns: Columns;
  settings: Settings;
  setSettings: (patch: Partial<Settings>) => void;
  problems: ReturnType<typeof problemsOf>;
  shared: PlaygroundShareDetail | null;
  /** The call it began from. */
  replayed: Replayed | null;
  /** What stands in the composer. */
  draft: string;
  setDraft: (text: string) => void;
  /** Why nothing can be sent now; null when it can. */
  obstacle: string | null;
  /** Says something to every column. */
  send: (message: PlaygroundMessage) => void;
  /** Gives one column the results of its tools' calls. */
  answerTools: (column: Column, results: readonly PlaygroundMessage[]) => void;
  clear: () => void;
}

export function usePlayground(models: readonly string[]): PlaygroundState {
  const columns = useColumns(models);
  const [settings, setAll] = useState<Settings>(EMPTY_SETTINGS);
  const [shareId, setShareId] = useQueryState("share", parseAsString);
  const { data: shared } = useQuery({ ...shareQuery(shareId ?? ""), enabled: shareId !== null });
  const { replayed, forget } = useReplay();
  const [draft, setDraft] = useState("");
  const { restore } = columns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was shared is taken over once, when it is there.
  useEffect(() => {
    if (shared === undefined) return;
    restore(shared.content.columns);
    setAll(settingsOf(shared.content, shared.project.id));
  }, [shared]);
  const replay = replayed?.replay ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked is taken over once, when it is there.
  useEffect(() => {
    const request = replayed?.request ?? null;
    if (replay === null || request === null) return;
    restore([{ model: request.modelAsked ?? models[0] ?? "", messages: replay.messages, runs: [] }]);
    setAll(settingsOf(replay, request.project?.id ?? ""));
    setDraft(replay.question);
  }, [replay]);
  const problems = problemsOf(settings);
  const asked = () => {
    const tools = readTools(settings.tools);
    return {
      projectId: settings.projectId ?? "",
      ...(settings.system.trim() === "" ? {} : { system: settings.system }),
      ...(typeof tools === "string" || tools.length === 0 ? {} : { tools }),
      parameters: parametersOf(settings),
    };
  };
  return {
    columns,
    settings,
    setSettings: (patch) => setAll((now) => ({ ...now, ...patch })),
    problems,
    shared: shareId === null ? null : (shared ?? null),
    replayed,
    draft,
    setDraft,
    obstacle: obstacleOf(columns, settings, Object.keys(problems).length > 0),
    send: (message) => {
      for (const column of columns.columns) void columns.run(column, [message], asked());
    },
    answerTools: (column, results) => void columns.run(column, results, asked()),
    clear: () => {
      columns.clear();
      void setShareId(null);
      forget();
    },
  };
}

function obstacleOf(columns: Columns, { projectId }: Settings, hasProblems: boolean): string | null {
  if (columns.columns.length === 0) return "Add a model first.";
  if (projectId === null) return "Choose a project in the settings: its limits hold, and it pays.";
  if (hasProblems) return "Something in the settings is not right yet.";
  return null;
}
