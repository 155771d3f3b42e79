import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocPage } from "@/components/docs/doc-page";

export const metadata: Metadata = { title: "Documentation" };

/** A page of docs/ as it ships with this version; its name is letters, digits and dashes, so that it names nothing else. */
export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  if (!/^[a-z0-9-]+$/.test(name)) notFound();
  const text = await readFile(join(process.cwd(), "docs", `${name}.md`), "utf8").catch(() => null);
  if (text === null) notFound();
  return <DocPage name={name} text={text} />;
}
