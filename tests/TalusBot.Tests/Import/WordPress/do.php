<?php
// Does one thing to the blog, by WordPress's own functions: php do.php install < what.json
define( 'BLOG_TODO', $argv[1] );

$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['HTTP_HOST']       = parse_url( getenv( 'BLOG_ADDRESS' ), PHP_URL_HOST );
$_SERVER['REQUEST_URI']     = '/';
if ( 'install' === BLOG_TODO ) {
	define( 'WP_INSTALLING', true );
}

// Nothing is sent: there is no mail on the machine.
function wp_mail() {
	return true;
}
require __DIR__ . '/site.php';
require ABSPATH . 'wp-settings.php';

function add_comment( $post, $said ) {
	$id = wp_insert_comment(
		array(
			'comment_ID'       => $said['id'] ?? null,
			'comment_post_ID'  => $post,
			'comment_author'   => $said['name'],
			'comment_content'  => $said['content'],
			'comment_parent'   => $said['parent'] ?? 0,
			'comment_date'     => $said['date'],
			'comment_date_gmt' => get_gmt_from_date( $said['date'] ),
			'comment_approved' => $said['approved'] ?? 1,
			'comment_type'     => $said['type'] ?? 'comment',
			'user_id'          => ( $said['byAuthor'] ?? false ) ? get_post( $post )->post_author : 0,
		)
	);
	if ( ! $id ) {
		throw new Exception( 'WordPress does not take this comment.' );
	}
	return $id;
}

function run( $todo, $what ) {
	switch ( $todo ) {
		case 'install':
			require ABSPATH . 'wp-admin/includes/upgrade.php';
			wp_install( $what['title'], 'admin', 'admin@blog.example', true, '', 'not-secret' );
			wp_delete_post( 1, true );
			wp_delete_post( 2, true );
			$GLOBALS['wp_rewrite']->set_permalink_structure( '/%year%/%postname%/' );
			flush_rewrite_rules();
			$done = array();
			break;
		case 'post':
			kses_remove_filters();
			$user = get_user_by( 'login', $what['login'] );
			$user = $user ? $user->ID : wp_insert_user(
				array(
					'user_login'   => $what['login'],
					'display_name' => $what['author'],
					'user_pass'    => 'not-secret',
					'role'         => 'author',
				)
			);
			$post = wp_insert_post(
				array(
					'post_title'    => $what['title'],
					'post_name'     => $what['slug'],
					'post_content'  => $what['content'],
					'post_date'     => $what['date'],
					'post_status'   => $what['status'] ?? 'publish',
					'post_password' => $what['password'] ?? '',
					'post_type'     => $what['type'] ?? 'post',
					'post_author'   => $user,
				),
				true
			);
			if ( is_wp_error( $post ) ) {
				throw new Exception( $post->get_error_message() );
			}
			$ids = array();
			foreach ( $what['comments'] ?? array() as $said ) {
				if ( isset( $said['under'] ) ) {
					$said['parent'] = $ids[ $said['under'] ];
				}
				$ids[] = add_comment( $post, $said );
			}
			$done = array( 'post' => $post, 'comments' => $ids );
			break;
		case 'comment':
			$done = array( 'comments' => array( add_comment( $what['post'], $what ) ) );
			break;
		case 'edit-comment':
			wp_update_comment( array( 'comment_ID' => $what['id'], 'comment_content' => $what['content'] ) );
			$done = array();
			break;
		case 'delete-comment':
			wp_delete_comment( $what['id'], true );
			$done = array();
			break;
		case 'edit-post':
			kses_remove_filters();
			wp_update_post( array_filter( array( 'ID' => $what['post'], 'post_content' => $what['content'] ?? null, 'post_name' => $what['slug'] ?? null ) ) );
			$done = array();
			break;
		case 'permalinks':
			$GLOBALS['wp_rewrite']->set_permalink_structure( $what['structure'] );
			flush_rewrite_rules();
			$done = array();
			break;
		case 'export':
			require ABSPATH . 'wp-admin/includes/export.php';
			export_wp( array( 'content' => 'all' ) );
			exit;
		default:
			throw new Exception( "There is no \"$todo\"." );
	}
	return $done;
}

echo json_encode( run( BLOG_TODO, json_decode( stream_get_contents( STDIN ), true, 64, JSON_THROW_ON_ERROR ) ) );
