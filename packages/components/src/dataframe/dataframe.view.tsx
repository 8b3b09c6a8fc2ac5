import type { ReactNode } from "react";
import { blankCell, CellEditor, type CellValue } from "../view-parts/table/cell-editor.tsx";
import styles from "../view-parts/table/table.module.css";
import { useRowWindow } from "../view-parts/table/use-row-window.ts";
import { useSteadyColumns } from "../view-parts/table/use-steady-columns.ts";
import type { ViewProps } from "../view.ts";

interface DataframeProps {
  readonly headers?: readonly string[] | null;
  readonly datatype?: string | readonly string[] | null;
  readonly row_count?: number | readonly [number, string] | null;
  readonly max_height?: number | string | null;
  readonly wrap?: boolean | null;
  readonly show_row_numbers?: boolean | null;
  readonly interactive?: boolean | null;
}

interface DataframeData {
  readonly headers: readonly (string | number)[];
  readonly data: readonly (readonly CellValue[])[];
}

// Pixels, where no row was measured yet.
const shownRowHeight = 41;

/** A table to read, or to fill in cell by cell. */
export default function DataframeView(view: ViewProps<DataframeProps, DataframeData>): ReactNode {
  return view.mode === "input" ? <EditedTable {...view} /> : <ShownTable {...view} />;
}

function EditedTable(view: ViewProps<DataframeProps, DataframeData>): ReactNode {
  const { props, value } = view;
  const datatypeOf = (column: number): string => datatype(props, column);
  const headers = value?.headers.map(String) ?? props.headers ?? [];
  const count = typeof props.row_count === "number" ? props.row_count : (props.row_count?.[0] ?? 1);
  const blank = () => Array.from({ length: count }, () => headers.map((_, column) => blankCell(datatypeOf(column))));
  return (
    <CellEditor
      id={view.id}
      labelId={view.labelId}
      describedBy={view.describedBy}
      invalid={view.invalid}
      disabled={props.interactive === false}
      headers={headers}
      rows={value?.data ?? blank()}
      datatypeOf={datatypeOf}
      maxHeight={props.max_height}
      onChange={(data) => view.onChange({ headers, data })}
      onSubmit={() => view.onEvent("submit")}
    />
  );
}

function ShownTable(view: ViewProps<DataframeProps, DataframeData>): ReactNode {
  return view.value === null ? null : <Rows {...view} value={view.value} />;
}

function Rows({
  value,
  props,
  labelId,
}: ViewProps<DataframeProps, DataframeData> & { value: DataframeData }): ReactNode {
  const { rows, cut, scroller, measure } = useRowWindow(value.data.length, shownRowHeight);
  const head = useSteadyColumns(cut);
  const numbered = props.show_row_numbers === true;
  return (
    <div
      ref={scroller}
      className={styles["scroll"]}
      data-cut={cut || undefined}
      role="group"
      aria-labelledby={labelId}
      tabIndex={0}
      style={{ maxBlockSize: props.max_height ?? undefined }}
    >
      <table
        className={styles["table"]}
        data-wrap={props.wrap || undefined}
        aria-labelledby={labelId}
        aria-rowcount={value.data.length + 1}
      >
        <thead>
          <tr ref={head}>
            {numbered && <td />}
            {value.headers.map((header, column) => (
              <th key={column} scope="col" data-number={datatype(props, column) === "number" || undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ index: row, ...at }) =>
            at.gap ? (
              <tr key={row} aria-hidden="true" style={{ blockSize: at.height }} />
            ) : (
              <tr key={row} ref={measure} data-index={row} aria-rowindex={row + 2}>
                {numbered && <th scope="row">{row + 1}</th>}
                {value.data[row]!.map((cell, column) => (
                  <td key={column} data-number={typeof cell === "number" || undefined}>
                    {cell === null ? null : String(cell)}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function datatype({ datatype: types }: DataframeProps, column: number): string {
  return (typeof types === "string" ? types : types?.[column]) ?? "str";
}
