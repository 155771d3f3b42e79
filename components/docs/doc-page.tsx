"use client";

import { useCrumb } from "../shell/crumbs";
import { Card } from "../ui/card";
import { PageHeader } from "../ui/page-header";
import { SafeMarkdown } from "../ui/safe-markdown";

/** Of links to files of the repository, their words: only the pages of docs/ are here. */
const LINK_INSIDE = /!?\[([^\]]+)\]\((?!https?:)[^)]*\)/g;
const TITLE = /^# (.+)\n+/;

/** One page of the documentation, as it ships with this version. */
export function DocPage({ name, text }: { name: string; text: string }) {
  const title = TITLE.exec(text)?.[1] ?? name;
  useCrumb(title);
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <PageHeader title={title} description={`docs/${name}.md of this version.`} />
      <Card className="px-5 py-5">
        <SafeMarkdown text={text.replace(TITLE, "").replace(LINK_INSIDE, "$1")} />
      </Card>
    </div>
  );
}
