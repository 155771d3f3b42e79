import type { ProviderAdapter } from "../contract";
import type { Metered, TaskCapabilities, TaskRelay } from "../task-contract";
import { embedTranslation } from "./embed";
import {
  readEmbedMetered,
  readImageMetered,
  readRerankMetered,
  readSpeechMetered,
  readTranscriptMetered,
} from "./read-metered";
import { rerankTranslation } from "./rerank";
import type { TaskSurface } from "./task-surface";

/** Calls beside chat that a server has below its base URL, under OpenAI's paths (and Jina's for rerank). */
export type TaskName = keyof TaskCapabilities;

/** What a server that nobody described may have: a path it lacks answers 404 by itself. */
export const ALL_TASKS: readonly TaskName[] = ["embed", "rerank", "moderate", "images", "speech", "transcribe"];

/** The capabilities of a server for these tasks: callers of OpenAI's dialects are relayed. */
export function taskSides(surface: TaskSurface, names: readonly TaskName[]): Pick<ProviderAdapter, TaskName> {
  const all: Required<TaskCapabilities> = {
    embed: {
      relay: { "openai-embeddings": relayTo(surface, readEmbedMetered) },
      translate: embedTranslation(surface),
    },
    rerank: { relay: { rerank: relayTo(surface, readRerankMetered) }, translate: rerankTranslation(surface) },
    moderate: { relay: { "openai-moderations": relayTo(surface, readEmbedMetered) } },
    images: { relay: { "openai-images": relayTo(surface, readImageMetered) } },
    speech: { relay: { "openai-speech": relayTo(surface, readSpeechMetered) } },
    transcribe: { relay: { "openai-transcriptions": relayTo(surface, readTranscriptMetered) } },
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

function relayTo({ urlOf, authorization }: TaskSurface, readMetered: (body: unknown) => Metered): TaskRelay {
  return {
    buildRelay: ({ path, stream }, target) => ({
      url: urlOf(target, `/${path.replace(/^\//, "")}`),
      headers: { accept: stream ? "text/event-stream" : "*/*", ...authorization(target) },
      set: { model: target.upstreamModel },
    }),
    readMetered,
  };
}
