/** The load generator: takes one job at a time from its parent and answers with the result. */
import type { LoadJob, LoadResult } from "./job";
import { runStream } from "./run-stream";
import { runWhole } from "./run-whole";

process.on("message", (job: LoadJob) => {
  const running: Promise<LoadResult> = job.kind === "whole" ? runWhole(job) : runStream(job);
  running.then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
