"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, UserPlus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { CreateTeamDialog } from "./create-team-dialog";
import { InvitePerson } from "./invite-person";
import { PeopleList } from "./people-list";
import { TeamsTree } from "./teams-tree";

const VIEWS = ["teams", "people"] as const;

/** Who owns spend (organization, team, project), and who is who. */
export function TeamsPage() {
  const { data: me } = useQuery(meQuery());
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("teams"));
  const [open, setOpen] = useState<"team" | "person" | null>(null);
  const may = (permission: string) => me !== undefined && holds(me, permission);
  const mayCreate = may("teams:create");
  usePageKey("n", mayCreate ? () => setOpen("team") : null);
  const tree = <TeamsTree onCreate={mayCreate ? () => setOpen("team") : null} />;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Teams & projects"
        description="Spend belongs to a project, a project to a team, a team to the organization. A limit can stand at each."
        actions={
          <>
            {may("people:invite") ? (
              <Button onClick={() => setOpen("person")}>
                <UserPlus />
                Invite person
              </Button>
            ) : null}
            {mayCreate ? (
              <Button variant="primary" onClick={() => setOpen("team")} aria-keyshortcuts="n">
                <Plus />
                Create team
              </Button>
            ) : null}
          </>
        }
      />
      {may("people:read") ? (
        <Tabs
          label="Teams or people"
          value={view}
          onValueChange={(next) => void setView(next === "people" ? "people" : "teams")}
          items={[
            { value: "teams", label: "Teams", content: tree },
            { value: "people", label: "People", content: <PeopleList /> },
          ]}
        />
      ) : (
        tree
      )}
      {open === "team" ? <CreateTeamDialog onClose={() => setOpen(null)} /> : null}
      {open === "person" ? <InvitePerson onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
