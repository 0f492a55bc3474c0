import { mutationOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
import { ApiError, problemOfResponse } from "./problem.ts";

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ApiError(await problemOfResponse(response));
}

/** Signs in with a password; the session is a cookie that scripts cannot read. */
export function signInOptions() {
  return mutationOptions({
    mutationFn: (input: { email: string; password: string }) => post("/api/auth/sign-in/email", input),
  });
}

/** Makes the first administrator, then signs them in with what they have just chosen. */
export function setupOptions() {
  return mutationOptions({
    mutationFn: async (input: { token: string; name: string; email: string; password: string }) => {
      await api.session.setup.call(input);
      await post("/api/auth/sign-in/email", { email: input.email, password: input.password });
    },
  });
}

/** Signs in with what was just chosen. @returns whether it went well: the account is made either way. */
async function signInAs(email: string, password: string): Promise<{ signedIn: boolean }> {
  const signedIn = await post("/api/auth/sign-in/email", { email, password }).then(
    () => true,
    () => false,
  );
  return { signedIn };
}

/** Makes the account of who was invited, then signs them in. */
export function acceptInvitationOptions() {
  return mutationOptions({
    mutationFn: async (input: { token: string; name: string; password: string }) => {
      const { email } = await api.invitations.accept.call(input);
      return signInAs(email, input.password);
    },
  });
}

/** Takes a new password by a link, then signs in with it. */
export function resetPasswordOptions() {
  return mutationOptions({
    mutationFn: async (input: { token: string; password: string }) => {
      const { email } = await api.passwordResets.use.call(input);
      return signInAs(email, input.password);
    },
  });
}

/** Ends this session. */
export function signOutOptions() {
  return mutationOptions({ mutationFn: () => post("/api/auth/sign-out", {}) });
}

/** Changes one's own password; the other sessions end. */
export function changePasswordOptions() {
  return mutationOptions({
    mutationFn: (input: { currentPassword: string; newPassword: string }) => post("/api/auth/change-password", input),
  });
}
