package rental.standalone.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import rental.standalone.board.PrometheusServer.Series;

/** Graphs over one stretch of time, two beside each other, as an SVG picture. A time in it can be shaded. */
public final class Picture {
    private static final List<String> COLOURS =
            List.of("#d62728", "#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#7f7f7f");
    private static final int COLUMNS = 2;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int TOP = 34;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final int PLOT_HEIGHT = 150;
    private static final int LEGEND_LINE = 15;
    private static final int GRID_LINES = 4;

    private final Instant from;
    private final Instant to;
    private final Instant shadedFrom;
    private final Instant shadedTo;
    private final List<String> panels = new ArrayList<>();

    public Picture(Instant from, Instant to, Instant shadedFrom, Instant shadedTo) {
        this.from = from;
        this.to = to;
        this.shadedFrom = shadedFrom;
        this.shadedTo = shadedTo;
    }

    /** Adds a graph of the largest lines. @param unit of the values, such as s */
    public void add(String title, String unit, List<Series> series) {
        var largest = series.stream()
                .filter(line -> !line.values().isEmpty())
                .sorted(Comparator.comparingDouble(Picture::max).reversed())
                .limit(COLOURS.size())
                .toList();
        var top = largest.stream().mapToDouble(Picture::max).max().orElse(0);
        var ceiling = top <= 0 ? 1 : top * 1.1;
        var x = panels.size() % COLUMNS * WIDTH;
        var y = panels.size() / COLUMNS * HEIGHT;
        var panel = new StringBuilder("<g transform=\"translate(%d,%d)\">\n".formatted(x, y))
                .append(text(LEFT, 20, "title", title))
                .append(shade())
                .append(grid(ceiling, unit));
        for (var index = 0; index < largest.size(); index++) {
            panel.append(line(largest.get(index), COLOURS.get(index), ceiling)).append(legend(largest, index));
        }
        panels.add(panel.append("</g>\n").toString());
    }

    public String svg() {
        var rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <style>.title {font-size: 14px; font-weight: bold} .shade {fill: #d62728; opacity: 0.08} \
                .grid {stroke: #ccc} .line {fill: none; stroke-width: 1.5}</style>
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """.formatted(COLUMNS * WIDTH, rows * HEIGHT, String.join("", panels));
    }

    private String shade() {
        var left = across(shadedFrom);
        return "<rect class=\"shade\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n"
                .formatted(number(left), TOP, number(across(shadedTo) - left), PLOT_HEIGHT);
    }

    private String grid(double ceiling, String unit) {
        var grid = new StringBuilder();
        for (var step = 0; step <= GRID_LINES; step++) {
            var value = ceiling * step / GRID_LINES;
            var y = up(value, ceiling);
            grid.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>\n"
                            .formatted(LEFT, LEFT + PLOT_WIDTH, number(y), number(y)))
                    .append(text(4, (int) y + 4, "", label(value) + " " + unit));
        }
        for (var at = from; !at.isAfter(to); at = at.plusSeconds(30)) {
            var seconds = Duration.between(from, at).toSeconds();
            grid.append(text(
                    (int) across(at) - 12,
                    TOP + PLOT_HEIGHT + 14,
                    "",
                    "%d:%02d".formatted(seconds / 60, seconds % 60)));
        }
        return grid.toString();
    }

    private String line(Series series, String colour, double ceiling) {
        var points = series.values().entrySet().stream()
                .map(point -> number(across(point.getKey())) + "," + number(up(point.getValue(), ceiling)))
                .collect(Collectors.joining(" "));
        return "<polyline class=\"line\" stroke=\"%s\" points=\"%s\"/>\n".formatted(colour, points);
    }

    private static String legend(List<Series> lines, int index) {
        var name = String.join(" ", lines.get(index).labels().values());
        var x = LEFT + index % COLUMNS * (PLOT_WIDTH / COLUMNS);
        var y = TOP + PLOT_HEIGHT + 36 + index / COLUMNS * LEGEND_LINE;
        return "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" fill=\"%s\"/>\n"
                        .formatted(x, y - 8, COLOURS.get(index))
                + text(x + 14, y, "", name);
    }

    private double across(Instant at) {
        var share = Duration.between(from, at).toMillis()
                / (double) Duration.between(from, to).toMillis();
        return LEFT + Math.max(0, Math.min(1, share)) * PLOT_WIDTH;
    }

    private static double up(double value, double ceiling) {
        return TOP + PLOT_HEIGHT * (1 - value / ceiling);
    }

    private static double max(Series series) {
        return series.values().values().stream()
                .mapToDouble(value -> value)
                .max()
                .orElse(0);
    }

    private static String text(int x, int y, String style, String words) {
        return "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n"
                .formatted(x, y, style, words.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.2f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
