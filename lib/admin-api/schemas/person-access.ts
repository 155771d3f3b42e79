import { z } from "zod";
import { instant } from "./fields";
import { personParams } from "./people";
import { idOf } from "./text";

/** Who somebody is at a provider. */
export const identity = z
  .object({
    id: idOf("idn"),
    issuer: z.string().meta({ example: "https://id.example.com/realms/main" }),
    subject: z.string().meta({ example: "248289761001" }),
    email: z.string().nullable().meta({ description: "As the provider named it last." }),
    createdAt: instant,
    lastUsedAt: instant,
  })
  .meta({ id: "Identity" });

export const identityList = z.object({ items: z.array(identity) }).meta({ id: "IdentityList" });
export const personSessionParams = personParams.extend({ sessionId: idOf("ses") });
export const personIdentityParams = personParams.extend({ identityId: idOf("idn") });

export type Identity = z.output<typeof identity>;
