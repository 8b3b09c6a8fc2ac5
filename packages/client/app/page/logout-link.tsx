import { useEffect, type ReactNode } from "react";
import { usePageState } from "../parts/page-context.ts";

/** Ends the login of a user, by POST as all that changes something. Where it ended elsewhere, the page goes to the login. */
export function LogoutLink({ user }: { readonly user: string }): ReactNode {
  const connection = usePageState((state) => state.connection);
  useEffect(() => {
    if (connection.state === "waiting") void reloadIfLoggedOut().catch(() => {});
  }, [connection]);
  return (
    <form method="post" action="logout">
      <button type="submit">Log out {user}</button>
    </form>
  );
}

/** A socket cannot tell a refused login from a server that is away; the server sends a page without login to it. */
async function reloadIfLoggedOut(): Promise<void> {
  const { status } = await fetch(new URL(".", document.baseURI), { method: "HEAD", cache: "no-store" });
  if (status === 401) location.reload();
}
