import { lazy, type ReactNode } from "react";
import { logo } from "../parts/icons.tsx";
import { LatePart } from "../parts/late-part.tsx";
import { usePage, usePageState } from "../parts/page-context.ts";
import { ThemeButton } from "../parts/theme.tsx";

const Banner = lazy(() => import("../parts/notices.tsx").then(({ Banner: component }) => ({ default: component })));
const OutdatedBanner = lazy(() =>
  import("../parts/notices.tsx").then(({ OutdatedBanner: component }) => ({ default: component })),
);
const Toasts = lazy(() => import("../parts/notices.tsx").then(({ Toasts: component }) => ({ default: component })));
const LogoutLink = lazy(() =>
  import("./logout-link.tsx").then(({ LogoutLink: component }) => ({ default: component })),
);

/** What the author wrote in Markdown is clean HTML here. */
interface WholePageProps {
  readonly description: string | null;
  readonly article: string | null;
  /** What the app is used by. */
  readonly children: ReactNode;
}

/** The whole page. */
export function WholePage({ description, article, children }: WholePageProps): ReactNode {
  const { config, store } = usePage();
  const isOffline = usePageState((state) => state.offline);
  const isOutdated = usePageState((state) => state.outdated);
  const hasToasts = usePageState((state) => state.toasts.length > 0);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      {(isOffline || isOutdated) && (
        <LatePart
          otherwise={
            <p className="banner" role="status">
              {isOffline ? "Connection lost. Your inputs are kept." : "The app has changed. Reload the page."}
            </p>
          }
        >
          {isOffline ? <Banner /> : <OutdatedBanner />}
        </LatePart>
      )}
      <div className="page">
        <header className="top">
          <div>
            <h1>{config.title}</h1>
            {description && <Markdown className="lede" html={description} />}
          </div>
          <nav className="acts" aria-label="Page">
            <ThemeButton />
          </nav>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
          {article && <Markdown className="article" html={article} />}
        </main>
        <footer className="foot">
          <span className="mark logo">
            {logo}
            <span>
              Made with <b>Vitrine</b>
            </span>
          </span>
          <a
            href="?view=api"
            onClick={(event) => {
              // To be opened in a tab of its own.
              if (event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              void import("../api/api-view.tsx")
                .then((api) => api.openApi(config, store.getState().values))
                // Another server may be there by now, whose page it is then.
                .catch(() => location.assign("?view=api"));
            }}
          >
            Use via API
          </a>
          {config.username && (
            <LatePart otherwise={null}>
              <LogoutLink user={config.username} />
            </LatePart>
          )}
        </footer>
      </div>
      {hasToasts && (
        <LatePart otherwise={null}>
          <Toasts />
        </LatePart>
      )}
    </>
  );
}

function Markdown({ className, html }: { readonly className: string; readonly html: string }): ReactNode {
  // The renderer has cleaned it.
  // oxlint-disable-next-line react/no-danger
  return <div className={`md ${className}`} dangerouslySetInnerHTML={{ __html: html }} />;
}
