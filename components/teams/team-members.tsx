"use client";

import { useQuery } from "@tanstack/react-query";
import { UserMinus, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { TeamDetail, TeamMember } from "@/lib/admin-api/client/teams";
import { meQuery } from "../shell/session-queries";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { Select } from "../ui/select";
import { StatusPill } from "../ui/status-pill";
import { AddMemberDialog } from "./add-member-dialog";
import { roleWord, TEAM_ROLES } from "./team-words";
import { useRemoveTeamMember, useSetTeamMemberRole } from "./teams-queries";

/** Who is in the team and as what. Nobody changes their own role. */
export function TeamMembers({ team }: { team: TeamDetail }) {
  const [adding, setAdding] = useState(false);
  const mayManage = team.allowedActions.includes("manage_members");
  const button = mayManage ? (
    <Button size="sm" onClick={() => setAdding(true)}>
      <UserPlus />
      Add member
    </Button>
  ) : null;
  return (
    <Section title="Members" actions={team.members.length > 0 ? button : null}>
      <Card>
        {team.members.length === 0 ? (
          <EmptyState icon={Users} title="No members yet" action={button} className="py-8">
            Members issue keys in the team's projects; leads also manage limits and people.
          </EmptyState>
        ) : (
          <ul>
            {team.members.map((member) => (
              <MemberRow key={member.personId} team={team} member={member} mayManage={mayManage} />
            ))}
          </ul>
        )}
      </Card>
      {adding ? <AddMemberDialog team={team} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

interface MemberRowProps {
  team: TeamDetail;
  member: TeamMember;
  mayManage: boolean;
}

function MemberRow({ team, member, mayManage }: MemberRowProps) {
  const { data: me } = useQuery(meQuery());
  const setRole = useSetTeamMemberRole(team.id);
  const mine = me?.person.id === member.personId;
  const choose = (value: string) => {
    const role = TEAM_ROLES.find((one) => one.value === value)?.value;
    if (!role) return;
    setRole.mutate(
      { personId: member.personId, role },
      {
        onSuccess: () => toast.success(`${member.name} is now ${roleWord(role).toLowerCase()} of ${team.name}`),
        onError: (error) => toast.error("The role stays as it was", { description: error.message }),
      },
    );
  };
  return (
    <li className="flex items-center gap-2 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm">
          <span className="truncate font-medium text-ink">{member.name}</span>
          {mine ? <Badge>you</Badge> : null}
          {member.status === "deactivated" ? <StatusPill tone="neutral">Deactivated</StatusPill> : null}
        </p>
        <p className="truncate text-muted text-xs">{member.email}</p>
      </div>
      {mayManage && !mine ? (
        <>
          <Select
            aria-label={`Role of ${member.name}`}
            value={member.role}
            onValueChange={choose}
            options={TEAM_ROLES}
            className="w-28"
          />
          <RemoveMember team={team} member={member} />
        </>
      ) : (
        <Badge>{roleWord(member.role)}</Badge>
      )}
    </li>
  );
}

function RemoveMember({ team, member }: Omit<MemberRowProps, "mayManage">) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveTeamMember(team.id);
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label={`Remove ${member.name}`} onClick={() => setAsking(true)}>
        <UserMinus />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${member.name} from ${team.name}?`}
        consequence="They no longer see the team's keys and calls. Keys they issued keep working, because keys belong to projects."
        action="Remove member"
        pending={remove.isPending}
        onConfirm={() =>
          remove.mutate(member.personId, {
            onError: (error) => {
              setAsking(false);
              toast.error(`${member.name} is still a member`, { description: error.message });
            },
          })
        }
      />
    </>
  );
}
