import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface PinnedProcess {
  pid: number;
  child: ChildProcess;
  /** Sends SIGTERM, then SIGKILL after three seconds; resolves when it is gone. */
  stop(): Promise<void>;
}

interface Program {
  command: string;
  args: string[];
  core: number | null;
  env?: Record<string, string>;
  /** Drops what it writes to stderr: noise of programs that are not ours. */
  quiet?: boolean;
}

/** Starts a program on one core with an IPC channel. Its errors go to our stderr, its output nowhere. */
export function spawnPinned({ command, args, core, env = {}, quiet = false }: Program): PinnedProcess {
  const [file, words] = core === null ? [command, args] : ["taskset", ["-c", String(core), command, ...args]];
  const child = spawn(file, words, {
    stdio: ["ignore", "ignore", quiet ? "ignore" : "inherit", "ipc"],
    env: { ...process.env, ...env },
    // Ctrl-C reaches only the benchmark, which prints what it has and stops the others.
    detached: true,
  });
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  const gone = once(child, "exit");
  return {
    pid: child.pid,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), 3000);
      await gone;
      clearTimeout(kill);
    },
  };
}

/** The next message a child sends; rejects when it exits first. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a bench process ended early with code ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}
