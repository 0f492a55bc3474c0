import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SubjectRef } from "../rbac/subject.ts";
import { oidcNamesOf } from "./api-servers.ts";
import { classifySubject, subjectClasses } from "./subject-class.ts";

const user = (name: string): SubjectRef => ({ kind: "User", name });
const group = (name: string): SubjectRef => ({ kind: "Group", name });

describe("the class of a subject", () => {
  it.each<[SubjectRef, string]>([
    [{ kind: "ServiceAccount", namespace: "ci", name: "deployer" }, "robot"],
    [user("system:serviceaccount:ci:deployer"), "robot"],
    [user("system:node:n1"), "node"],
    [group("system:nodes"), "node"],
    [group("system:serviceaccounts:ci"), "robot"],
    [group("system:serviceaccountsx"), "system"],
    [user("system:kube-scheduler"), "system"],
    [group("system:masters"), "system"],
    [user("jane@example.com"), "human"],
    [user("oidc:jane@example.com"), "human"],
    [user("https://login.example.com#jane@example.com"), "human"],
    [user("deploy@proj.iam.gserviceaccount.com"), "robot"],
    [user("arn:aws:iam::123456789012:role/deploy"), "robot"],
    [user("arn:aws:sts::123456789012:assumed-role/deploy/session"), "robot"],
    [user("arn:aws:iam::123456789012:user/jane"), "human"],
    [user("spiffe://example.org/ns/shop/sa/web"), "robot"],
    [user("admin"), "unknown"],
    [user("@"), "unknown"],
    [group("platform-admins"), "unknown"],
    [group("jane@example.com"), "unknown"],
  ])("of %j is %s", (subject, expected) => {
    expect(classifySubject(subject).class).toBe(expected);
    expect(classifySubject(subject).reason).toMatch(/^[A-Z].*\.$/);
  });

  it("follows the prefixes of the cluster's identity providers, and an empty one tells nothing", () => {
    const named = oidcNamesOf({
      flags: { "oidc-issuer-url": "https://id.example.com", "oidc-username-prefix": "corp:", "oidc-groups-prefix": "corp-" },
    });
    const oidc = named ? [named] : [];
    expect(classifySubject(user("corp:jane"), oidc)).toMatchObject({
      class: "human",
      reason: expect.stringContaining("id.example.com"),
    });
    expect(classifySubject(group("corp-admins"), oidc).class).toBe("human");
    expect(classifySubject(user("jane"), oidc).class).toBe("unknown");
    expect(classifySubject(user("jane"), [{ issuer: "x", userPrefix: "", groupPrefix: "" }]).class).toBe("unknown");
  });

  it("knows the prefix that the API server puts where no flag says so", () => {
    const issuer = "https://id.example.com";
    expect(oidcNamesOf({ flags: { "oidc-issuer-url": issuer } })).toMatchObject({ userPrefix: `${issuer}#` });
    expect(oidcNamesOf({ flags: { "oidc-issuer-url": issuer, "oidc-username-claim": "email" } })).toMatchObject({
      userPrefix: "",
    });
    expect(oidcNamesOf({ flags: { "oidc-issuer-url": issuer, "oidc-username-prefix": "-" } })).toMatchObject({ userPrefix: "" });
    expect(oidcNamesOf({ flags: {} })).toBeUndefined();
  });

  it("is one of the five for every name", () => {
    fc.assert(
      fc.property(fc.constantFrom("User" as const, "Group" as const), fc.string(), (kind, name) => {
        expect(subjectClasses).toContain(classifySubject({ kind, name }).class);
      }),
    );
  });
});
