import { embed } from "./embeddings";
import { editImages, generateImages } from "./images";
import { moderate } from "./moderations";
import { rerank } from "./rerank";
import { speak } from "./speech";
import type { Task } from "./task-call";
import { transcribe } from "./transcriptions";

/** Paths of the simulated server beside chat. */
export const TASKS: ReadonlyMap<string, Task> = new Map([
  ["/embeddings", embed],
  ["/rerank", rerank],
  ["/moderations", moderate],
  ["/images/generations", generateImages],
  ["/images/edits", editImages],
  ["/audio/speech", speak],
  ["/audio/transcriptions", transcribe],
]);
