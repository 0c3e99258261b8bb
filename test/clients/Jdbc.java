/* JDBC: java -cp postgresql.jar Jdbc.java URL QUERY ... */
import java.sql.*;

public class Jdbc {
    private static String shown(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null)
            return "null";
        String text = value.getClass().getSimpleName() + " " + value;
        return text.substring(0, Math.min(72, text.length())).replace("\n", "\\n");
    }

    private static String all(ResultSet rows, int first, int last) throws SQLException {
        StringBuilder text = new StringBuilder();
        while (rows.next())
            for (int column = first; column <= last; column++)
                text.append(text.length() > 0 ? ", " : "").append(shown(rows, column));
        return text.toString();
    }

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            System.out.println("cell: " + all(statement.executeQuery(arguments[1]), 1, 2));
            ResultSet flat = statement.executeQuery(arguments[2]);
            int column = flat.findColumn("applications_granted_total");
            System.out.println("figures_flat: " + flat.getMetaData().getColumnCount()
                + " columns, " + all(flat, column, column));
            System.out.println("report: " + all(statement.executeQuery(arguments[3]), 1, 1));
            System.out.println("json: " + all(statement.executeQuery(arguments[4]), 1, 1));
        }
    }
}
