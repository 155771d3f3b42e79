"use client";

import { ExternalLink, ImageOff } from "lucide-react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { showHidden } from "./format/show-hidden";

const PLUGINS = [remarkGfm];

/** A link says where it goes, and goes there only when somebody means it to. */
const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href && /^https?:\/\//i.test(href) ? (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow external"
        title={`Leaves Gatehouse for ${href}`}
        className="rounded-xs text-accent-ink underline underline-offset-2"
      >
        {children}
        <ExternalLink className="mx-0.5 inline size-3 align-baseline" aria-label="leaves Gatehouse" />
        <span className="text-faint text-xs [overflow-wrap:anywhere]">({href})</span>
      </a>
    ) : (
      <span>
        {children} <span className="text-faint text-xs">(link not shown)</span>
      </span>
    ),
  img: ({ src, alt }) => (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-xs border bg-subtle px-1.5 text-muted text-xs">
      <ImageOff className="size-3.5 shrink-0" aria-hidden />
      <span className="[overflow-wrap:anywhere]">
        Image not loaded: {alt || "no description"} ({String(src ?? "no address")})
      </span>
    </span>
  ),
  // A table may be wider than a phone.
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

/** Somebody else's Markdown: no HTML, no picture is loaded, links show their target, nothing in it is hidden. */
export function SafeMarkdown({ text }: { text: string }) {
  return (
    <div className="prose-foreign" dir="auto">
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {showHidden(text)}
      </Markdown>
    </div>
  );
}
