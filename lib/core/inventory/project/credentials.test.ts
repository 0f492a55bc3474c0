import { expect, test } from "vitest";
import { credentialOf } from "./credentials.ts";

test.each([
  ["DB_PASSWORD", "x y z", "name:password"],
  ["dbPassword", "hunter2", "name:password"],
  ["db.passwd", "hunter2", "name:password"],
  ["CLIENT_SECRET", "hunter2", "name:secret-key"],
  ["AWS_SECRET_ACCESS_KEY", "hunter2", "name:secret-key"],
  ["AWS_ACCESS_KEY_ID", "hunter2", "name:access-key"],
  ["githubToken", "hunter2", "name:token"],
  ["x-api-key", "hunter2", "name:api-key"],
  ["A", "AKIAIOSFODNN7EXAMPLE", "value:aws-access-key-id"],
  ["A", `ghp_${"a".repeat(36)}`, "value:github-token"],
  ["A", "https://user:pass@example.com/x", "value:url-with-password"],
  ["A", `a\n-----BEGIN EC PRIVATE KEY-----`, "value:private-key"],
  ["A", `eyJ${"a".repeat(12)}.eyJ${"b".repeat(12)}.${"c".repeat(12)}`, "value:json-web-token"],
])("%s with such a value is %3$s", (name, value, kind) => {
  expect(credentialOf(name, value)).toBe(kind);
});

test.each([
  ["PASSWORD_FILE", "/run/secrets/db"],
  ["TOKEN_TTL", "1h"],
  ["SECRET_NAME", "db"],
  ["PWD", "/app"],
  ["MONKEY", "banana"],
  ["TOKENIZER", "bert"],
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD", "$(FROM_ELSEWHERE)"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's variable
  ["DB_PASSWORD", "${FROM_ELSEWHERE}"],
  ["PASSWORD_REQUIRED", "true"],
  ["token.yaml", "kind: Deployment"],
  ["A", "https://example.com:8443/x"],
  ["A", "-----BEGIN CERTIFICATE-----"],
])("%s with %j is none", (name, value) => {
  expect(credentialOf(name, value)).toBeUndefined();
});

test("a value of a megabyte is judged at once", () => {
  expect(credentialOf("A", "a:/".repeat(400_000))).toBeUndefined();
});
