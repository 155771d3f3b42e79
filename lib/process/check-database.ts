import postgres from "postgres";
import { explainDatabaseFailure } from "./explain-database-failure";
import { StartFailure } from "./start-failure";

const OLDEST_MAJOR = 15;
const CONNECT_TIMEOUT_SECONDS = 10;

/** Makes sure that `url` is a Postgres we can live on. Throws StartFailure: one sentence that names what to mend. */
export async function checkDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: CONNECT_TIMEOUT_SECONDS, onnotice: () => undefined });
  try {
    const [row] = await client`select current_setting('server_version_num')::int / 10000 as major,
      exists (select 1 from pg_available_extensions where name = 'vector') as vector`;
    if (Number(row?.major) < OLDEST_MAJOR) {
      throw new StartFailure(`Gatehouse needs Postgres ${OLDEST_MAJOR} or newer, and this one is ${row?.major}.`);
    }
    if (row?.vector !== true) throw Object.assign(new Error("no pgvector"), { code: "0A000" });
  } catch (error) {
    throw explainDatabaseFailure(error, url);
  } finally {
    await client.end({ timeout: 1 });
  }
}
