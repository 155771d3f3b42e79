import type { Proposal } from "./proposal";

/** What is asked for, in a few words: "a key in search", "gpt-5 for key search-production". */
export function wordsOf(proposal: Proposal, subjectName: string): string {
  switch (proposal.kind) {
    case "key":
      return `a key "${proposal.name}" in project ${subjectName}`;
    case "models":
      return `${proposal.models.includes("*") ? "every model" : proposal.models.join(", ")} for key ${subjectName}`;
    case "quota":
      return `a higher limit of ${subjectName}`;
    case "role":
      return `the role ${proposal.role} for ${subjectName}`;
    case "four_eyes":
      return "another list of changes that take two people";
    case "sign_in_rules":
      return "other rules for sign-in";
    case "scim_token":
      return `${proposal.replaces === null ? "a" : "another"} SCIM token "${proposal.name}"`;
    case "sign_in_link":
      return `a sign-in link for ${subjectName}`;
  }
}
