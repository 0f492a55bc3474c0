/**
 * Everything that is written down about what people do, in one closed table. An action names the facts that its entry may carry
 * and the fields whose values before and after a change it may carry; nothing else is ever stored. No field may hold a
 * credential, a password, a token, the text of a comment or an object of a cluster.
 */
export interface AuditActionFields {
  /** What was done, as the middle of a sentence: "Ada … payments-eu". */
  readonly says: string;
  readonly facts?: readonly string[];
  readonly change?: readonly string[];
}

export const auditActions = {
  "installation.setup": { says: "set up the installation for" },

  "session.signIn": { says: "signed in as" },
  "session.refused": { says: "failed to sign in as" },
  "session.signOut": { says: "signed out as" },
  "session.end": { says: "ended the sessions of", facts: ["sessions"] },
  "password.change": { says: "changed the password of", facts: ["sessionsEnded"] },
  "password.link": { says: "made a link for a new password of", facts: ["expiresAt", "by"] },
  "password.reset": { says: "gave a new password to", facts: ["sessionsEnded", "by"] },

  "token.create": { says: "made the API token", facts: ["prefix", "role", "scope", "expiresAt"] },
  "token.revoke": { says: "revoked the API token", facts: ["prefix"] },

  "user.add": { says: "added", facts: ["role", "scope"] },
  "user.change": { says: "changed", facts: ["password", "sessionsEnded"], change: ["name", "role", "scope"] },
  "user.remove": { says: "removed", facts: ["role", "scope", "links"] },
  "invitation.create": { says: "invited", facts: ["role", "scope", "expiresAt"] },
  "invitation.accept": { says: "accepted the invitation of", facts: ["role", "scope"] },
  "invitation.revoke": { says: "took back the invitation of", facts: ["role"] },
  "settings.change": { says: "changed the settings", facts: ["setting"], change: ["value"] },

  "registry.create": { says: "allowed the registry", facts: ["via", "realms", "contentHosts", "push", "credential"] },
  "registry.change": {
    says: "changed the registry",
    facts: ["erased"],
    change: ["via", "realms", "contentHosts", "authorities", "signatures", "push"],
  },
  "registry.credential": { says: "gave a credential for the registry", facts: ["replaced"] },
  "registry.eraseCredential": { says: "erased the credential of the registry" },
  "registry.test": { says: "tested the registry" },
  "registry.remove": { says: "closed the registry", facts: ["credential"] },
  "forge.create": { says: "allowed the forge", facts: ["kind", "token"] },
  "forge.token": { says: "gave a token for the forge", facts: ["replaced"] },
  "forge.eraseToken": { says: "erased the token of the forge" },
  "forge.remove": { says: "closed the forge", facts: ["kind", "token"] },
  "signer.add": { says: "began to trust commits of", facts: ["kind", "signer"] },
  "signer.remove": { says: "ended the trust in commits of", facts: ["kind", "signer"] },
  "source.look": { says: "asked again about the commit", facts: ["repository"] },
  "source.report": { says: "uploaded a report about the commit", facts: ["repository", "tools"] },
  "source.removeReport": { says: "removed a report about the commit", facts: ["repository", "tool"] },
  "trust.create": { says: "began to trust", facts: ["kind", "revision", "keys", "thresholds"] },
  "trust.change": { says: "changed the trust in", change: ["name", "enabled", "revision", "keys", "thresholds"] },
  "trust.remove": { says: "ended the trust in", facts: ["kind", "revision", "keys"] },
  "builder.create": { says: "trusted the builder", facts: ["signers", "builders", "hosted", "level"] },
  "builder.change": {
    says: "changed the trust in the builder",
    change: ["name", "signers", "builders", "hosted", "level", "enabled"],
  },
  "builder.remove": { says: "ended the trust in the builder", facts: ["signers", "builders", "hosted", "level"] },
  "policy.create": { says: "made the policy", facts: ["images", "signers", "attestations", "sources", "draft", "origin"] },
  "policy.change": { says: "changed the policy", change: ["name", "images", "signers", "attestations", "sources", "draft"] },
  "policy.remove": { says: "removed the policy", facts: ["images", "signers", "attestations", "sources"] },

  "upgrade.tick": { says: "ticked a step of the run book of", facts: ["from", "target", "step"] },
  "upgrade.untick": { says: "took back a tick in the run book of", facts: ["from", "target", "step"] },
  "checklist.attest": { says: "answered for an item of the checklist of", facts: ["item", "owner", "expiresAt", "evidence"] },
  "checklist.withdraw": { says: "took back a statement in the checklist of", facts: ["item", "owner"] },
  "calendar.change": { says: "changed the support date of", facts: ["end", "source"], change: ["date"] },

  "cluster.register": { says: "registered", facts: ["kind", "server", "includeSecretNames", "probeHostPorts", "labels"] },
  "connection.test": { says: "tested a connection to", facts: ["kind"] },
  "cluster.change": {
    says: "changed",
    change: ["name", "includeSecretNames", "includeHelmReleases", "probeHostPorts", "labels"],
  },
  "cluster.connection": { says: "gave a new connection to", change: ["kind", "server"] },
  "cluster.remove": {
    says: "removed",
    facts: [
      "kind",
      "server",
      "scans",
      "findings",
      "comments",
      "assigned",
      "waivers",
      "links",
      "schedules",
      "uploads",
      "credential",
      "users",
    ],
  },
  "snapshot.upload": { says: "uploaded a snapshot as", facts: ["fileName"] },
  "log.upload": { says: "uploaded an audit log of", facts: ["from", "to", "events"] },
  "log.remove": { says: "removed the audit log of" },
  "kubelets.upload": { says: "uploaded what kubelets say of", facts: ["nodes", "unread"] },
  "kubelets.remove": { says: "removed what kubelets say of" },
  "sample.load": { says: "loaded the sample fleet", facts: ["clusters"] },
  "sample.remove": { says: "removed the sample fleet", facts: ["clusters"] },
  "scan.start": { says: "started the scan", facts: ["number", "trigger"] },
  "scan.cancel": { says: "cancelled the scan", facts: ["number"] },

  "image.look": { says: "asked for a look at", facts: ["digest"] },

  "pack.upload": { says: "uploaded evidence about", facts: ["name", "format", "sha256", "artifacts", "others"] },
  "pack.remove": { says: "removed uploaded evidence about", facts: ["name"] },

  "document.upload": {
    says: "uploaded the document about images",
    facts: ["format", "digest", "documents", "components", "vulnerabilities", "statements"],
  },
  "document.remove": { says: "removed the document about images", facts: ["format"] },
  "osv.import": { says: "imported advisories of OSV", facts: ["ecosystems", "advisories", "withdrawn", "unread"] },
  "osv.remove": { says: "removed advisories of OSV", facts: ["ecosystems", "advisories"] },
  "document.list": { says: "loaded the list of vulnerabilities", facts: ["version", "entries"] },

  "schedule.create": { says: "made the schedule", facts: ["cron", "timeZone", "target"] },
  "schedule.change": { says: "changed the schedule", change: ["name", "cron", "timeZone", "target"] },
  "schedule.pause": { says: "paused the schedule" },
  "schedule.resume": { says: "resumed the schedule" },
  "schedule.run": { says: "ran the schedule", facts: ["started", "skipped"] },
  "schedule.remove": { says: "removed the schedule", facts: ["cron", "timeZone", "target"] },

  "assertion.create": { says: "made the assertions", facts: ["target", "assertions"] },
  "assertion.change": { says: "changed the assertions", change: ["name", "target", "assertions"] },
  "assertion.remove": { says: "removed the assertions", facts: ["target", "assertions"] },

  "finding.assign": { says: "assigned the finding", facts: ["check", "fingerprint", "more"], change: ["assignee"] },
  "finding.comment": { says: "commented on the finding", facts: ["check", "fingerprint"] },
  "finding.fixed": { says: "saw fixed", facts: ["check", "fingerprint", "severity", "namespace", "scan", "waiver", "more"] },
  "finding.reopened": {
    says: "saw open again",
    facts: ["check", "fingerprint", "severity", "namespace", "scan", "waiver", "because", "more"],
  },
  "waiver.create": { says: "waived", facts: ["reason", "owner", "ticket", "expiresAt", "matches", "urgent", "match"] },
  "waiver.change": { says: "changed the waiver", change: ["name", "reason", "owner", "ticket", "expiresAt", "matches", "match"] },
  "waiver.revoke": { says: "revoked the waiver", facts: ["reason", "matches", "urgent"] },
  "waiver.endsSoon": { says: "gave notice of the end of the waiver", facts: ["waiver", "owner", "expiresAt"] },
  "waiver.ended": { says: "ended the waiver", facts: ["waiver", "owner", "expiresAt", "openAgain"] },
  "waiver.import": { says: "imported waivers", facts: ["added", "changed", "kept", "ended"] },
  "review.create": {
    says: "began the access review",
    facts: ["review", "clusters", "capability", "kinds", "reviewers", "dueAt", "subjects", "notAssessed"],
  },
  "review.change": { says: "changed the access review", facts: ["review"], change: ["name", "dueAt", "reviewers"] },
  "review.decide": { says: "decided in an access review about", facts: ["review", "name", "noted"], change: ["decision"] },
  "review.signOff": {
    says: "signed off the access review",
    facts: ["review", "keep", "remove", "ask", "notAssessed"],
  },
  "review.remove": { says: "removed the access review", facts: ["review", "subjects", "decided"] },
  "view.create": { says: "saved the view", facts: ["page", "shared"] },
  "view.change": { says: "changed the view", facts: ["page"], change: ["name", "shared"] },
  "view.remove": { says: "removed the view", facts: ["page"] },

  "share.create": {
    says: "shared",
    facts: ["kind", "link", "expiresAt", "hideEndpoint", "pseudonyms", "signedInOnly", "scans"],
  },
  "share.open": { says: "opened the shared report", facts: ["link"] },
  "share.revoke": { says: "revoked the link to", facts: ["link"] },
  "report.export": { says: "exported", facts: ["kind", "format"] },
  "audit.export": { says: "exported the audit log", facts: ["format"] },
} as const satisfies Record<string, AuditActionFields>;

export type AuditAction = keyof typeof auditActions;

export type AuditValue = string | number | boolean | null | readonly string[];

type FactOf<A extends AuditAction> = (typeof auditActions)[A] extends { facts: readonly (infer F extends string)[] } ? F : never;
type FieldOf<A extends AuditAction> = (typeof auditActions)[A] extends { change: readonly (infer F extends string)[] }
  ? F
  : never;

/** The facts of an action; a field that its row in the table does not list does not compile. */
export type AuditFacts<A extends AuditAction> = { readonly [F in FactOf<A>]?: AuditValue | undefined };
/** One side of a change. */
export type AuditSide<A extends AuditAction> = { readonly [F in FieldOf<A>]?: AuditValue | undefined };
