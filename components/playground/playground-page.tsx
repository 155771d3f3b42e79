"use client";

import { useQuery } from "@tanstack/react-query";
import { Eraser, History, Plus, Share2, SlidersHorizontal } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { modelsQuery } from "../models/models-queries";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { Sheet } from "../ui/sheet";
import { ColumnCard } from "./column-card";
import { MOST_COLUMNS } from "./columns";
import { Composer } from "./composer";
import { ConversationNotice } from "./conversation-notice";
import { ConversationsSheet } from "./conversations-sheet";
import { ReplayNotice } from "./replay-notice";
import { SettingsPanel } from "./settings-panel";
import { ShareDialog } from "./share-dialog";
import { type PlaygroundState, usePlayground } from "./use-playground";

const GRID = ["", "", "lg:grid-cols-2", "lg:grid-cols-2 2xl:grid-cols-3", "lg:grid-cols-2 2xl:grid-cols-4"] as const;

/** Talk to models side by side, and see what each answer took. */
export function PlaygroundPage() {
  const { data: models } = useQuery(modelsQuery());
  if (models === undefined) return <PageHeader title="Playground" description="Finding the models you may call." />;
  const names = models.filter(({ callable, kind }) => callable && kind === "chat").map(({ name }) => name);
  return <Playground models={names} />;
}

function Playground({ models }: { models: readonly string[] }) {
  const [asked] = useQueryState("models", parseAsString.withDefault(""));
  const named = asked.split(",").filter((name) => name !== "");
  const playground = usePlayground(named.length > 0 ? named.slice(0, MOST_COLUMNS) : models.slice(0, 1));
  const { settings, setSettings, problems } = playground;
  const [showsSettings, setShowsSettings] = useState(false);
  const panel = <SettingsPanel settings={settings} onChange={setSettings} problems={problems} />;
  return (
    <div className="flex flex-col gap-4 xl:h-[calc(100dvh-7.5rem)]">
      <PageHeader
        title="Playground"
        description="Your own calls, through the gateway, with a short-lived key of yours. Limits apply and every call is recorded."
        actions={<PageActions playground={playground} models={models} onSettings={() => setShowsSettings(true)} />}
      />
      {playground.shared ? <ConversationNotice share={playground.shared} /> : null}
      {playground.replayed ? <ReplayNotice replayed={playground.replayed} /> : null}
      <div className="grid min-h-0 flex-1 gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-h-0 min-w-0 flex-col gap-3">
          <div className={`grid min-h-0 flex-1 gap-3 ${GRID[playground.columns.columns.length] ?? ""}`}>
            {playground.columns.columns.map((column) => (
              <ColumnCard key={column.id} column={column} models={models} playground={playground} />
            ))}
          </div>
          <Composer playground={playground} />
        </div>
        <aside aria-label="Settings" className="hidden min-h-0 overflow-y-auto xl:block">
          {panel}
        </aside>
      </div>
      <Sheet open={showsSettings} onOpenChange={setShowsSettings} title="Settings of the playground">
        {panel}
      </Sheet>
    </div>
  );
}

interface PageActionsProps {
  playground: PlaygroundState;
  models: readonly string[];
  onSettings: () => void;
}

function PageActions({ playground, models, onSettings }: PageActionsProps) {
  const { columns, settings } = playground;
  const [sharing, setSharing] = useState(false);
  const [listing, setListing] = useState(false);
  const isEmpty = columns.columns.every(({ messages }) => messages.length === 0);
  const isFull = columns.columns.length >= MOST_COLUMNS;
  const next = models.find((name) => columns.columns.every((column) => column.model !== name)) ?? models[0];
  return (
    <>
      <Button onClick={onSettings} className="xl:hidden">
        <SlidersHorizontal />
        Settings
      </Button>
      <Button onClick={() => next && columns.add(next)} disabled={isFull || next === undefined}>
        <Plus />
        Add model
      </Button>
      <Button onClick={() => setListing(true)}>
        <History />
        Shared
      </Button>
      <Button onClick={() => setSharing(true)} disabled={isEmpty || columns.isRunning || settings.projectId === null}>
        <Share2 />
        Share
      </Button>
      <Button variant="ghost" onClick={playground.clear} disabled={isEmpty}>
        <Eraser />
        Clear
      </Button>
      {sharing ? <ShareDialog playground={playground} onClose={() => setSharing(false)} /> : null}
      <ConversationsSheet open={listing} onOpenChange={setListing} />
    </>
  );
}
