import { embeddedTemplate } from "./embedded-template";
import { serverTemplate } from "./server-template";

/** Vitest's global setup of the database project: makes the template once, before the workers ask for it together. */
export async function setup(): Promise<void> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  await (adminUrl ? serverTemplate(adminUrl) : embeddedTemplate());
}
