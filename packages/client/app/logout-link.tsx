import type { ReactNode } from "react";

/** Ends the login of a user. */
export function LogoutLink({ user }: { readonly user: string }): ReactNode {
  return <a href="logout">Log out {user}</a>;
}
