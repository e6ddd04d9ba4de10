package rental.bench.report;

import java.util.List;

/** Draws each goal as a bar: how far it was reached, on a scale on which every goal stands at the same line. */
final class Chart {
    private static final int WIDTH = 900;
    private static final int LABELS = 470;
    private static final int GOAL_AT = 220;
    private static final int BAR = 18;
    private static final int STEP = 30;
    private static final int TOP = 56;
    private static final int ROOM_FOR_VALUES = 90;
    private static final double LONGEST = (WIDTH - LABELS - ROOM_FOR_VALUES) / (double) GOAL_AT;

    private Chart() {}

    private record Bar(Row row, Goal goal) {}

    /** The picture as SVG. */
    static String of(Results results) {
        var bars = results.rows().stream()
                .flatMap(row -> row.goals().stream().map(goal -> new Bar(row, goal)))
                .toList();
        var height = TOP + bars.size() * STEP + 16;
        var picture = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="13">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                <text x="16" y="24" font-size="16" fill="#1f2328">Goals, and how far each was reached</text>
                """.formatted(WIDTH, height));
        for (var n = 0; n < bars.size(); n++) {
            picture.append(bar(bars.get(n), TOP + n * STEP));
        }
        return picture.append(goalLine(bars, height)).append("</svg>\n").toString();
    }

    private static String bar(Bar bar, int y) {
        var goal = bar.goal();
        var length = (int) Math.max(2, Math.min(LONGEST, goal.share()) * GOAL_AT);
        return """
                <text x="%d" y="%d" text-anchor="end" fill="#1f2328">%s</text>
                <rect x="%d" y="%d" width="%d" height="%d" rx="2" fill="%s"/>
                <text x="%d" y="%d" fill="#59636e">%s%s</text>
                """.formatted(
                        LABELS - 10,
                        y + BAR - 5,
                        escaped(bar.row().id() + "  " + shortened(bar.row().title()) + ": " + goal.what()),
                        LABELS,
                        y,
                        length,
                        BAR,
                        goal.reached() ? "#2da44e" : "#bf8700",
                        LABELS + length + 6,
                        y + BAR - 5,
                        Tables.number(goal.value()),
                        goal.share() > LONGEST ? " →" : "");
    }

    private static String goalLine(List<Bar> bars, int height) {
        var x = LABELS + GOAL_AT;
        return bars.isEmpty() ? "" : """
                <line x1="%1$d" y1="%2$d" x2="%1$d" y2="%3$d" stroke="#1f2328" stroke-dasharray="4 3"/>
                <text x="%1$d" y="%4$d" text-anchor="middle" fill="#1f2328">goal</text>
                """.formatted(x, TOP - 8, height - 12, TOP - 14);
    }

    private static String shortened(String title) {
        return title.length() <= 46 ? title : title.substring(0, 45).strip() + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
