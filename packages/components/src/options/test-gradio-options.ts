/**
 * For tests: the options of each component of Gradio 6.31, by their names there.
 */
export const gradioOptionsOf: Readonly<Record<string, string>> = {
  Textbox:
    "value type lines max_lines placeholder label info every inputs show_label container scale min_width interactive visible elem_id autofocus autoscroll elem_classes render key preserved_by_key text_align rtl buttons max_length submit_btn stop_btn html_attributes",
  Number:
    "value label placeholder info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key buttons precision minimum maximum step",
  Slider:
    "minimum maximum value step precision label info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key randomize buttons",
  Checkbox:
    "value label info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key buttons",
  CheckboxGroup:
    "choices value type label info every inputs show_label show_select_all container scale min_width interactive visible elem_id elem_classes render key preserved_by_key buttons",
  Radio:
    "choices value type label info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key rtl buttons",
  Dropdown:
    "choices value type multiselect allow_custom_value max_choices num_choices_shown filterable label info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key buttons",
  Button:
    "value every inputs variant size icon link link_target visible interactive elem_id elem_classes render key preserved_by_key scale min_width",
  ClearButton:
    "components value every inputs variant size icon link link_target visible interactive elem_id elem_classes render key preserved_by_key scale min_width api_name api_visibility",
  Image:
    "value format height width image_mode sources type label every inputs show_label buttons container scale min_width interactive visible streaming elem_id elem_classes render key preserved_by_key webcam_options placeholder watermark alt_text",
  Audio:
    "value sources type label every inputs show_label container scale min_width interactive visible streaming elem_id elem_classes render key preserved_by_key format autoplay editable buttons waveform_options loop recording subtitles playback_position",
  Video:
    "value format sources height width label every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key webcam_options include_audio autoplay buttons loop streaming watermark subtitles playback_position",
  File: "value file_count file_types type label every inputs show_label container scale min_width height interactive visible elem_id elem_classes render key preserved_by_key allow_reordering buttons",
  UploadButton:
    "label value every inputs variant visible size icon scale min_width interactive elem_id elem_classes render key preserved_by_key type file_count file_types",
  DownloadButton:
    "label value every inputs variant visible size icon scale min_width interactive elem_id elem_classes render key preserved_by_key",
  Label:
    "value num_top_classes label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key color show_heading buttons",
  JSON: "value label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key open show_indices height max_height min_height buttons",
  Markdown:
    "value label every inputs show_label scale min_width rtl latex_delimiters visible elem_id elem_classes render key preserved_by_key sanitize_html line_breaks header_links height max_height min_height buttons container padding",
  HTML: "value label html_template css_template js_on_load apply_default_css every inputs show_label scale min_width visible elem_id elem_classes render key preserved_by_key min_height max_height container padding autoscroll buttons head server_functions",
  Chatbot:
    "value label every inputs show_label container scale min_width visible elem_id elem_classes autoscroll render key preserved_by_key height resizable max_height min_height editable latex_delimiters rtl buttons watermark avatar_images sanitize_html render_markdown feedback_options feedback_value line_breaks layout placeholder examples allow_file_downloads group_consecutive_messages allow_tags reasoning_tags like_user_message",
  MultimodalTextbox:
    "value sources file_types file_count lines max_lines placeholder label info every inputs show_label container scale min_width interactive visible elem_id autofocus autoscroll elem_classes render key preserved_by_key text_align rtl submit_btn stop_btn max_plain_text_length html_attributes",
  Dataframe:
    "value headers row_count row_limits col_count column_count column_limits datatype type latex_delimiters label show_label every inputs max_height scale min_width interactive visible elem_id elem_classes render key preserved_by_key wrap line_breaks column_widths buttons show_row_numbers max_chars show_search pinned_columns static_columns",
  Gallery:
    "value format file_types label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key columns rows height allow_preview preview selected_index object_fit buttons interactive type fit_columns sources",
  Plot: "value format label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key buttons",
  LinePlot:
    "value x y color title x_title y_title color_title x_bin y_aggregate color_map colors_in_legend x_lim y_lim x_label_angle y_label_angle x_axis_format y_axis_format x_axis_labels_visible caption sort tooltip height label show_label container scale min_width every inputs visible elem_id elem_classes render buttons key preserved_by_key",
  ScatterPlot:
    "value x y color title x_title y_title color_title x_bin y_aggregate color_map colors_in_legend x_lim y_lim x_label_angle y_label_angle x_axis_format y_axis_format x_axis_labels_visible caption sort tooltip height label show_label container scale min_width every inputs visible elem_id elem_classes render buttons key preserved_by_key",
  BarPlot:
    "value x y color title x_title y_title color_title x_bin y_aggregate color_map colors_in_legend x_lim y_lim x_label_angle y_label_angle x_axis_format y_axis_format x_axis_labels_visible caption sort tooltip height label show_label container scale min_width every inputs visible elem_id elem_classes render buttons key preserved_by_key",
  HighlightedText:
    "value color_map show_legend show_inline_category combine_adjacent adjacent_separator show_whitespaces label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key interactive rtl buttons",
  AnnotatedImage:
    "value format show_legend height width color_map label every inputs show_label container scale min_width visible elem_id elem_classes render key preserved_by_key buttons",
  ImageEditor:
    "value height width image_mode sources type label every inputs show_label buttons container scale min_width interactive visible elem_id elem_classes render key preserved_by_key placeholder _selectable transforms eraser brush format layers canvas_size fixed_canvas webcam_options",
  ImageMask:
    "value height width image_mode sources type label every inputs show_label buttons container scale min_width interactive visible elem_id elem_classes render key preserved_by_key placeholder _selectable transforms eraser brush format layers canvas_size fixed_canvas webcam_options",
  Sketchpad:
    "value height width image_mode sources type label every inputs show_label buttons container scale min_width interactive visible elem_id elem_classes render key preserved_by_key placeholder webcam_options _selectable transforms eraser brush format canvas_size fixed_canvas layers",
  Paint:
    "value height width image_mode sources type label every inputs show_label buttons container scale min_width interactive visible elem_id elem_classes render key preserved_by_key webcam_options _selectable transforms eraser brush format layers canvas_size fixed_canvas placeholder",
  ImageSlider:
    "value format height width image_mode type label every inputs show_label buttons container scale min_width interactive visible elem_id elem_classes render key preserved_by_key slider_position max_height",
  Model3D:
    "value display_mode clear_color camera_position zoom_speed pan_speed height label show_label every inputs container scale min_width interactive visible elem_id elem_classes render key preserved_by_key buttons",
  Code: "value language every inputs lines max_lines label interactive show_label container scale min_width visible elem_id elem_classes render key preserved_by_key wrap_lines show_line_numbers autocomplete buttons",
  ColorPicker:
    "value label info every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key",
  DateTime:
    "value include_time type timezone label show_label info every scale min_width visible interactive elem_id elem_classes render key preserved_by_key buttons",
  FileExplorer:
    "glob value file_count root_dir ignore_glob label every inputs show_label container scale min_width height max_height min_height interactive visible elem_id elem_classes render key preserved_by_key buttons",
  Dialogue:
    "value type speakers formatter unformatter tags separator color_map label info placeholder show_label container scale min_width interactive visible elem_id autofocus autoscroll elem_classes render key max_lines buttons submit_btn ui_mode",
  Dataset:
    "label show_label components component_props samples headers type layout samples_per_page visible elem_id elem_classes render key preserved_by_key container scale min_width proxy_url sample_labels",
  State: "value render time_to_live delete_callback",
  BrowserState: "default_value storage_key secret render",
  Timer: "value active render",
  LoginButton:
    "value logout_value every inputs variant size icon link link_target visible interactive elem_id elem_classes render key preserved_by_key scale min_width",
  DuplicateButton:
    "value every inputs variant size icon link link_target visible interactive elem_id elem_classes render key preserved_by_key scale min_width _activate",
  DeepLinkButton:
    "value copied_value inputs variant size icon link link_target visible interactive elem_id elem_classes render key preserved_by_key scale min_width every",
  Navbar: "value visible main_page_name elem_id elem_classes render key",
  ParamViewer: "value language linkify every inputs render key preserved_by_key header anchor_links max_height",
  WorkflowCanvas:
    "value label every inputs show_label visible elem_id elem_classes render key preserved_by_key container server_functions app_view",
  Files:
    "value file_count file_types type label every inputs show_label container scale min_width height interactive visible elem_id elem_classes render key preserved_by_key allow_reordering buttons",
  List: "value headers row_count row_limits col_count column_count column_limits datatype type latex_delimiters label show_label every inputs max_height scale min_width interactive visible elem_id elem_classes render key preserved_by_key wrap line_breaks column_widths show_row_numbers show_search pinned_columns max_chars buttons static_columns",
  Matrix:
    "value headers row_count row_limits col_count column_count column_limits datatype type latex_delimiters label show_label every inputs max_height scale min_width interactive visible elem_id elem_classes render key preserved_by_key wrap line_breaks column_widths show_row_numbers show_search pinned_columns max_chars buttons static_columns",
  Numpy:
    "value headers row_count row_limits col_count column_count column_limits datatype type latex_delimiters label show_label every inputs max_height scale min_width interactive visible elem_id elem_classes render key preserved_by_key wrap line_breaks column_widths show_row_numbers show_search static_columns pinned_columns max_chars buttons",
  Microphone:
    "value sources type label every inputs show_label container scale min_width interactive visible streaming elem_id elem_classes render key preserved_by_key format autoplay buttons editable waveform_options loop recording subtitles playback_position",
  PlayableVideo:
    "value format sources height width label every inputs show_label container scale min_width interactive visible elem_id elem_classes render key preserved_by_key webcam_options include_audio autoplay buttons loop streaming watermark subtitles playback_position",
  TextArea:
    "value lines max_lines placeholder label info every inputs show_label container scale min_width interactive visible elem_id autofocus autoscroll elem_classes render key preserved_by_key type text_align rtl buttons max_length submit_btn stop_btn html_attributes",
};
