import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilAnswers } from "../process/free-port";
import { spawnPinned } from "../process/spawn-pinned";
import type { StartCandidate } from "./candidate";

const PROGRAMS = ["nginx", "/usr/sbin/nginx"];

export const startNginx: StartCandidate = async (ground) => {
  const program = PROGRAMS.find((name) => spawnSync(name, ["-v"]).status === 0);
  if (program === undefined) {
    console.error("nginx is not installed: its floor is left out.");
    return null;
  }
  const port = await freePort();
  const prefix = join(ground.scratch, "nginx");
  mkdirSync(join(prefix, "tmp"), { recursive: true });
  const file = join(prefix, "nginx.conf");
  writeFileSync(file, configuration(port, ground.upstreamPort));
  const nginx = spawnPinned({
    command: program,
    args: ["-p", prefix, "-c", file, "-e", join(prefix, "error.log")],
    core: ground.core,
  });
  await untilAnswers(`http://127.0.0.1:${port}/ready`, [204]);
  return {
    id: "nginx",
    title: "nginx",
    port,
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer bench" },
    model: "bench-model",
    pid: nginx.pid,
    stop: nginx.stop,
  };
};

/** One worker, kept-alive on both sides, nothing buffered, nothing logged. */
function configuration(port: number, upstreamPort: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path tmp/${name};`,
  );
  return `daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 8192; }
http {
  access_log off;
  ${temporary.join("\n  ")}
  keepalive_requests 100000000;
  upstream mock { server 127.0.0.1:${upstreamPort}; keepalive 1024; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /ready { return 204; }
    location / {
      proxy_pass http://mock;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      client_body_buffer_size 64k;
    }
  }
}
`;
}
