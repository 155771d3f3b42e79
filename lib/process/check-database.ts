import postgres from "postgres";
import { explainDatabaseFailure } from "./explain-database-failure";
import { StartFailure } from "./start-failure";

const OLDEST_MAJOR = 15;
const ANSWER_TIMEOUT_MS = 10_000;

/**
 * Makes sure that `url` is a Postgres we can live on. The driver tries again for ever when something accepts and hangs up, so
 * the time is bounded here. Throws StartFailure: one sentence that names what to mend.
 */
export async function checkDatabase(url: string, answerTimeoutMs = ANSWER_TIMEOUT_MS): Promise<void> {
  const client = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(coded("CONNECT_NO_ANSWER")), answerTimeoutMs);
  });
  try {
    await Promise.race([inspect(client), silence]);
  } catch (error) {
    throw explainDatabaseFailure(error, url);
  } finally {
    clearTimeout(timer);
    await client.end({ timeout: 0 });
  }
}

async function inspect(client: postgres.Sql): Promise<void> {
  const [row] = await client`select (current_setting('server_version_num')::int / 10000)::text as major,
    (exists (select 1 from pg_available_extensions where name = 'vector'))::text as vector`.simple();
  if (Number(row?.major) < OLDEST_MAJOR) {
    throw new StartFailure(`Gatehouse needs Postgres ${OLDEST_MAJOR} or newer, and this one is ${row?.major}.`);
  }
  if (row?.vector !== "true") throw coded("0A000");
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
