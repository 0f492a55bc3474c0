import { expect, test } from "vitest";
import { aliasesOf } from "./aliases.ts";

test.each([
  ["deployer", ["deployer"]],
  ["jane.doe@corp.example", ["jane.doe@corp.example", "jane.doe", "jane-doe-corp-example", "jane-doe"]],
  ["oidc:platform-team", ["oidc:platform-team", "platform-team", "oidc-platform-team"]],
  ["https://issuer.example#jane", ["https://issuer.example#jane", "jane", "https-issuer-example-jane"]],
  ["CN=Jane Doe,O=devs", ["CN=Jane Doe,O=devs", "Jane Doe", "cn-jane-doe-o-devs", "jane-doe"]],
  ["CORP\\jane", ["CORP\\jane", "jane", "corp-jane"]],
  ["arn:aws:sts::1:assumed-role/Ops/jane@x", ["arn:aws:sts::1:assumed-role/Ops/jane@x", "jane@x", "jane"]],
  ["oidc:", ["oidc:", "oidc"]],
])("%s", (name, aliases) => expect([...aliasesOf(name)]).toEqual(expect.arrayContaining(aliases)));

test("a plain name has no other", () => expect([...aliasesOf("deployer")]).toEqual(["deployer"]));
