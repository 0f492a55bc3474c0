import { describe, expect, it } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { passwordProblem } from "./password-rules.ts";

const email = "Ada.Lovelace@example.com";

describe("passwordProblem", () => {
  it.each(["correct horse battery", "twelve letters", "пароль из слов", "aaaaaaaaaaab cde fgh", "xxxxxxyzabcdefg"])(
    "takes %s",
    (password) => expect(passwordProblem(password, email)).toBeUndefined(),
  );
  it.each(["ada.lovelace@example.com", " ADA.LOVELACE@EXAMPLE.COM ", "ada.lovelace"])(
    "refuses the e-mail address: %s",
    (password) => expect(passwordProblem(password, email)).toMatch(/e-mail/),
  );
  it.each([
    "password1234",
    "PassWord1234",
    " qwertyuiop123",
    "correcthorsebatterystaple",
    "aaaaaaaaaaaa",
    "abababababab",
    "123412341234",
  ])("refuses what is tried first: %s", (password) => expect(passwordProblem(password, email)).toMatch(/first/));
});

it("lists what the length does not refuse already, in lower case, once each", () => {
  expect(commonPasswords.filter((one) => one.length < 12 || one !== one.toLowerCase())).toEqual([]);
  expect(new Set(commonPasswords).size).toBe(commonPasswords.length);
});
