"use client";

import { CircleStop, ImagePlus, SendHorizontal, X } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import type { PlaygroundMessage } from "@/lib/admin-api/client/playground";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Kbd } from "../ui/kbd";
import { readPicture } from "./read-picture";
import type { PlaygroundState } from "./use-playground";

/** Where one writes: text and pictures, to every column at once. */
export function Composer({ playground }: { playground: PlaygroundState }) {
  const { columns, obstacle, send, draft: text, setDraft: setText } = playground;
  const [pictures, setPictures] = useState<string[]>([]);
  const canSend = obstacle === null && !columns.isRunning && (text.trim() !== "" || pictures.length > 0);
  const submit = () => {
    if (!canSend) return;
    send(messageOf(text, pictures));
    setText("");
    setPictures([]);
  };
  return (
    <Card className="shrink-0 focus-within:border-accent">
      <Pictures pictures={pictures} onRemove={(gone) => setPictures(pictures.filter((one) => one !== gone))} />
      <textarea
        aria-label="Message"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
        placeholder={columns.columns.length > 1 ? "Ask every model" : "Ask the model"}
        className="block max-h-60 min-h-14 w-full resize-y bg-transparent px-3 pt-2.5 text-sm outline-none placeholder:text-faint max-md:text-lg"
      />
      <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
        <AddPicture onAdd={(picture) => setPictures((now) => [...now, picture])} />
        <p className="min-w-0 flex-1 text-faint text-xs">
          {obstacle ?? (
            <span className="max-md:hidden">
              <Kbd>↵</Kbd> sends, <Kbd>Shift ↵</Kbd> begins a line
            </span>
          )}
        </p>
        {columns.isRunning ? (
          <Button onClick={columns.stop}>
            <CircleStop />
            Stop
          </Button>
        ) : (
          <Button variant="primary" onClick={submit} disabled={!canSend}>
            <SendHorizontal />
            Send
          </Button>
        )}
      </div>
    </Card>
  );
}

function AddPicture({ onAdd }: { onAdd: (picture: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const add = async (files: FileList | null) => {
    for (const file of files ?? []) {
      try {
        onAdd(await readPicture(file));
      } catch (error) {
        toast.error(error instanceof Error ? error.message : String(error));
      }
    }
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        multiple
        hidden
        aria-label="Pictures"
        onChange={(event) => void add(event.target.files)}
      />
      <Button variant="ghost" size="icon" aria-label="Add picture" onClick={() => input.current?.click()}>
        <ImagePlus />
      </Button>
    </>
  );
}

function Pictures({ pictures, onRemove }: { pictures: readonly string[]; onRemove: (picture: string) => void }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 px-3 pt-3">
      {pictures.map((picture, index) => (
        <li key={picture} className="relative">
          {/* biome-ignore lint/performance/noImgElement: it is the person's own picture, inside the page already. */}
          <img src={picture} alt={`${index + 1} to send`} className="h-16 rounded-sm border" />
          <Button
            size="icon-sm"
            aria-label={`Remove picture ${index + 1}`}
            onClick={() => onRemove(picture)}
            className="-top-2 -right-2 absolute"
          >
            <X />
          </Button>
        </li>
      ))}
    </ul>
  );
}

function messageOf(text: string, pictures: readonly string[]): PlaygroundMessage {
  if (pictures.length === 0) return { role: "user", content: text };
  const parts = pictures.map((url) => ({ type: "image_url" as const, image_url: { url } }));
  return { role: "user", content: [...(text.trim() === "" ? [] : [{ type: "text" as const, text }]), ...parts] };
}
