/** The forges that may be asked about commits, and whose signatures on commits are trusted. A token goes in and never comes out. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { forgeKinds } from "./forge-kinds.ts";
import { lineOfText } from "./text.ts";

export const forgeIdSchema = z.string().regex(/^fge_[a-z0-9]{10,40}$/);

const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/,
    "Write a host alone, with its port where it has one, such as git.example.com.",
  );

export const forgeTokenSchema = z.object({
  token: z
    .string()
    .trim()
    .min(1)
    .max(4_096)
    .regex(/^[\x21-\x7e]+$/, "A token is one word, without line breaks."),
});

export const newForgeSchema = z.object({
  host: host.meta({
    description:
      "As addresses of repositories have it: `github.com`, `git.example.com`; of Scorecard and Clair the host of the API.",
  }),
  kind: z.enum(forgeKinds),
  token: forgeTokenSchema.shape.token.optional(),
});
export type NewForge = z.infer<typeof newForgeSchema>;

export const forgeSchema = z
  .object({
    id: forgeIdSchema,
    host: z.string(),
    kind: z.enum(forgeKinds),
    api: z.string().meta({ description: "Where its API begins: the only place that the token is sent to." }),
    token: z
      .object({ givenAt: timeSchema })
      .optional()
      .meta({ description: "That there is one, and since when. What it is cannot be read again." }),
    commits: z.int().meta({ description: "Commits of this host that images name." }),
    looked: z.int().meta({ description: "Of these, those that were looked at." }),
    lookedAt: timeSchema.optional(),
    failure: z.string().optional().meta({ description: "Why one of them could not be looked at, the last time." }),
    addedBy: z.string(),
    addedAt: timeSchema,
  })
  .meta({ id: "Forge" });
export type ForgeView = z.infer<typeof forgeSchema>;

export const forgeListSchema = z
  .object({
    items: z.array(forgeSchema),
    notListed: z
      .array(z.object({ host: z.string(), commits: z.int() }))
      .meta({ description: "Hosts of commits that images name and that are not listed: nobody looks at those commits." }),
  })
  .meta({ id: "ForgeList" });
export type ForgeList = z.infer<typeof forgeListSchema>;

export const commitSignerIdSchema = z.string().regex(/^csg_[a-z0-9]{10,40}$/);

const name = lineOfText(200);
export const newCommitSignerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ssh"),
    name,
    line: lineOfText(20_000).meta({ description: "One line of git's file of allowed signers: names, options, type and key." }),
  }),
  z.object({
    kind: z.literal("pgp"),
    name,
    keys: z
      .string()
      .trim()
      .min(1)
      .max(200_000)
      .meta({ description: "Public keys in ASCII armour, as `gpg --armor --export` prints them." }),
  }),
  z.object({
    kind: z.literal("gitsign"),
    name,
    issuer: lineOfText(1_000).meta({ description: "Of the certificate, exactly, such as `https://github.com/login/oauth`." }),
    subject: lineOfText(1_000).meta({ description: "Of the certificate, exactly, such as an address." }),
  }),
]);
export type NewCommitSigner = z.infer<typeof newCommitSignerSchema>;

export const commitSignerSchema = z
  .object({
    id: commitSignerIdSchema,
    name: z.string(),
    kind: z.enum(["ssh", "pgp", "gitsign"]),
    signer: z.string().meta({ description: "The key's fingerprint with the names it speaks for, or subject and issuer." }),
    addedBy: z.string(),
    addedAt: timeSchema,
  })
  .meta({ id: "CommitSigner" });
export type CommitSignerView = z.infer<typeof commitSignerSchema>;
export const commitSignerListSchema = z.object({ items: z.array(commitSignerSchema) }).meta({ id: "CommitSignerList" });
export type CommitSignerList = z.infer<typeof commitSignerListSchema>;
