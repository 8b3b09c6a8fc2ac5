import type { ReactNode } from "react";
import { Icon, paths } from "../icon.tsx";
import { isEnter } from "../is-enter.ts";
import styles from "./table.module.css";
import { useRowWindow } from "./use-row-window.ts";

/** What a cell holds. */
export type CellValue = string | number | boolean | null;

interface CellEditorProps {
  /** The id of the first cell, to which the label outside points. */
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly disabled: boolean;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** What a column holds: "number" and "bool" are edited as such, all else as text. */
  readonly datatypeOf: (column: number) => string;
  readonly maxHeight?: number | string | null | undefined;
  readonly onChange: (rows: readonly (readonly CellValue[])[]) => void;
  readonly onSubmit: () => void;
}

/** A table whose cells are fields, each named by its column and row; rows can be added and taken out. */
export function CellEditor(props: CellEditorProps): ReactNode {
  const { headers, rows, disabled, datatypeOf, onChange } = props;
  const change = (row: number, column: number, value: CellValue): void =>
    onChange(rows.map((cells, at) => (at === row ? cells.with(column, value) : cells)));
  const blank = headers.map((_, column) => blankCell(datatypeOf(column)));
  const { rows: drawn, cut, scroller, measure, keep } = useRowWindow(rows.length, editedRowHeight);
  return (
    <div>
      <div
        ref={scroller}
        className={styles["scroll"]}
        data-cut={cut || undefined}
        data-invalid={props.invalid || undefined}
        style={{ maxBlockSize: props.maxHeight ?? undefined }}
      >
        <table
          className={`${styles["table"]} ${styles["edited"]}`}
          aria-labelledby={props.labelId}
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr>
              {headers.map((header, column) => (
                <th key={column} scope="col" data-number={datatypeOf(column) === "number" || undefined}>
                  {header}
                </th>
              ))}
              {!disabled && (
                <td>
                  <span className="vh">Remove</span>
                </td>
              )}
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ index: row, ...at }) => {
              if (at.gap) return <tr key={row} aria-hidden="true" style={{ blockSize: at.height }} />;
              const cells = rows[row]!;
              return (
                <tr
                  key={row}
                  ref={measure}
                  data-index={row}
                  aria-rowindex={row + 2}
                  onFocus={() => keep(row)}
                  onBlur={() => keep(null)}
                >
                  {headers.map((header, column) => (
                    <td key={column}>
                      <Cell
                        id={row === 0 && column === 0 ? props.id : undefined}
                        describedBy={props.describedBy}
                        invalid={props.invalid}
                        name={`${header}, row ${row + 1}`}
                        datatype={datatypeOf(column)}
                        value={cells[column] ?? null}
                        disabled={disabled}
                        onChange={(value) => change(row, column, value)}
                        onSubmit={props.onSubmit}
                      />
                    </td>
                  ))}
                  {!disabled && (
                    <td>
                      <button
                        type="button"
                        className="btn icon sm ghost"
                        aria-label={`Remove row ${row + 1}`}
                        onClick={() => onChange(rows.toSpliced(row, 1))}
                      >
                        <Icon path={paths.cross} />
                      </button>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {!disabled && (
        <button type="button" className={`btn sm ${styles["below"]}`} onClick={() => onChange([...rows, blank])}>
          <Icon path={paths.plus} />
          Add a row
        </button>
      )}
    </div>
  );
}

// Pixels, where no row was measured yet.
const editedRowHeight = 37;

interface CellProps {
  readonly id: string | undefined;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly name: string;
  readonly datatype: string;
  readonly value: CellValue;
  readonly disabled: boolean;
  readonly onChange: (value: CellValue) => void;
  readonly onSubmit: () => void;
}

function Cell({ id, describedBy, invalid, name, datatype, value, disabled, onChange, onSubmit }: CellProps): ReactNode {
  const common = { id, disabled, "aria-label": name, "aria-describedby": describedBy, "aria-invalid": invalid };
  if (datatype === "bool") {
    return (
      <input
        type="checkbox"
        {...common}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  }
  const isNumber = datatype === "number";
  return (
    <input
      type="text"
      inputMode={isNumber ? "decimal" : undefined}
      data-number={isNumber || undefined}
      autoComplete="off"
      {...common}
      value={value === null ? "" : String(value)}
      onChange={(event) => onChange(event.target.value)}
      // Not while it is typed: "1." would become 1 under the visitor's hands.
      onBlur={(event) => {
        const next = isNumber ? asNumber(event.target.value) : value;
        if (next !== value) onChange(next);
      }}
      onKeyDown={(event) => {
        if (isEnter(event) && (event.ctrlKey || event.metaKey)) onSubmit();
      }}
    />
  );
}

function asNumber(text: string): CellValue {
  const trimmed = text.trim();
  const number = Number(trimmed);
  if (trimmed === "") return null;
  return Number.isFinite(number) ? number : text;
}

/** What a new cell of a column holds. */
export function blankCell(datatype: string): CellValue {
  if (datatype === "bool") return false;
  return datatype === "number" ? null : "";
}
