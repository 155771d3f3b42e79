"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { MailChoice, NoticePreferences } from "@/lib/admin-api/client/notices";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { Select } from "../ui/select";
import { BY_MAIL, TOPICS } from "./notice-words";
import { preferencesQuery, useSetPreferences } from "./notices-queries";

/** How the reader is mailed, topic by topic. The bell shows everything either way. */
export function MailPreferences() {
  const { data } = useQuery(preferencesQuery());
  return (
    <Section
      title="Notices by mail"
      description={
        data?.mail === false
          ? "No mail server is set up here yet, so nothing is mailed. What you choose holds once one is."
          : "The bell shows everything. What is critical or about security is always mailed at once."
      }
    >
      <Card>{data ? <Topics preferences={data} /> : <div className="h-64" />}</Card>
    </Section>
  );
}

function Topics({ preferences }: { preferences: NoticePreferences }) {
  const save = useSetPreferences();
  const choose = (topic: NoticePreferences["topics"][number]["topic"], byMail: MailChoice) =>
    save.mutate(
      { topics: [{ topic, byMail }] },
      { onError: (error) => toast.error("Not saved", { description: error.message }) },
    );
  return (
    <ul aria-label="Notices by mail" className="divide-y">
      {preferences.topics.map(({ topic, byMail, fixed }) => (
        <li key={topic} className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm">
          <span className="min-w-0 flex-1 text-ink">{TOPICS[topic]}</span>
          {fixed ? (
            <span className="text-faint">Always at once</span>
          ) : (
            <Select
              aria-label={`Mail about ${TOPICS[topic].toLowerCase()}`}
              value={byMail}
              onValueChange={(chosen) => choose(topic, chosen as MailChoice)}
              options={BY_MAIL}
              className="w-36"
            />
          )}
        </li>
      ))}
    </ul>
  );
}
